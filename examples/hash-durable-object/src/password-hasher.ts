import { DurableObject, env } from 'cloudflare:workers'
import { scrypt } from 'lucia-setup/password'

/** What wrangler.toml gives the Worker. */
export interface Bindings {
  DB: D1Database
  PASSWORD_HASHER: DurableObjectNamespace<PasswordHasher>
}

/** Hashes passwords, in a place that has the CPU time for it. It stores nothing. */
export class PasswordHasher extends DurableObject {
  generate(password: string): Promise<string> {
    return scrypt.generate(password)
  }

  validate(password: string, hash: string): Promise<boolean> {
    return scrypt.validate(password, hash)
  }
}

/** The `passwordHash` of `createAuth()`: has an object do it. */
export const passwordHash = {
  generate: (password: string): Promise<string> => hasher().generate(password),
  validate: (password: string, hash: string): Promise<boolean> => hasher().validate(password, hash),
}

/** One of a few, since an object does one thing after the other. */
function hasher() {
  const { PASSWORD_HASHER } = env as unknown as Bindings
  const number = Math.floor(Math.random() * 8)
  return PASSWORD_HASHER.get(PASSWORD_HASHER.idFromName(`hasher-${number}`))
}

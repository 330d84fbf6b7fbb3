import type { Configuration } from 'lucia'
import { withoutSecrets } from '../secrets.ts'

type PasswordHash = NonNullable<Configuration['passwordHash']>

/** A way to hash passwords whose errors hold neither the password nor the hash. */
export function guardedHash(hash: PasswordHash): PasswordHash {
  return {
    generate: (password) => hiding([password], () => hash.generate(password)),
    validate: (password, stored) =>
      hiding([password, stored], () => hash.validate(password, stored)),
  }
}

async function hiding<Result>(
  secrets: string[],
  work: () => Promise<Result> | Result,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw withoutSecrets(error, secrets)
  }
}

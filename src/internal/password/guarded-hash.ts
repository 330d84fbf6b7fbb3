import type { Configuration } from 'lucia'
import type { PasswordHash } from '../../password.ts'
import { withoutSecrets } from '../secrets.ts'
import { PasswordLengthError } from './errors.ts'
import type { HashOptions } from './options.ts'

type LuciaHash = NonNullable<Configuration['passwordHash']>

/** Lucia's way to hash passwords, and what its interface has no method for. */
export interface GuardedHash extends LuciaHash {
  generate(password: string, options?: HashOptions): Promise<string>
  validate(password: string, stored: string, options?: HashOptions): Promise<boolean>
  /** Takes the work of a wrong password, where there is no hash. */
  refuse(password: string, options?: HashOptions): Promise<void>
  /** Whether a hash is to be replaced at the next right login. */
  isOutdated(stored: string): boolean
}

/** A way to hash passwords whose errors hold neither the password nor the hash. */
export function guardedHash(hash: LuciaHash): GuardedHash {
  return {
    generate: (password, options) =>
      hiding([password], () =>
        refuses(hash) ? hash.generate(password, options) : hash.generate(password),
      ),
    // Another's may take a third argument for something else.
    validate: (password, stored, options) =>
      hiding([password, stored], () =>
        refuses(hash) ? hash.validate(password, stored, options) : hash.validate(password, stored),
      ),
    refuse: (password, options) =>
      hiding([password], () =>
        refuses(hash) ? hash.refuse(password, options) : generateInVain(hash, password),
      ),
    isOutdated: (stored) => refuses(hash) && hash.rehash && hash.needsRehash(stored),
  }
}

/** Whether it is one of `lucia-setup/password`, which knows what a wrong password takes. */
function refuses(hash: LuciaHash): hash is PasswordHash {
  return 'refuse' in hash
}

async function generateInVain(hash: LuciaHash, password: string): Promise<void> {
  try {
    await hash.generate(password)
  } catch (error) {
    // Too long to be hashed is as wrong for a name that is not known as for one that is.
    if (!(error instanceof PasswordLengthError)) throw error
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

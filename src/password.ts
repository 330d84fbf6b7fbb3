import { LuciaError } from 'lucia'
import { generateLuciaPasswordHash, validateLuciaPasswordHash } from 'lucia/utils'
import { PasswordLengthError } from './internal/password/errors.ts'
import {
  blockSize,
  defaultCost,
  fitsHash,
  hashPassword,
  parseHash,
} from './internal/password/format.ts'
import {
  assertPossibleCost,
  assertScryptOptions,
  type ScryptOptions,
} from './internal/password/options.ts'
import { platformScrypt } from './internal/password/platform.ts'
import { inLine, isWorkerd } from './internal/password/queue.ts'

export { PasswordLengthError, PasswordQueueError } from './internal/password/errors.ts'
export type { ScryptOptions } from './internal/password/options.ts'

/** How passwords are hashed and checked: the `passwordHash` of `createAuth()`. */
export interface PasswordHash {
  /**
   * Hashes a new password. Rejects with a `PasswordLengthError` when it has more than 4,096
   * characters (UTF-16 code units), and with a `PasswordQueueError` when too many wait.
   */
  generate(password: string): Promise<string>
  /**
   * Whether a password fits a hash of any instance, or of Lucia, of any version. False for one of
   * more than 4,096 characters. Rejects with Lucia's `AUTH_OUTDATED_PASSWORD` for bcrypt, and with a
   * `PasswordQueueError` when too many wait.
   */
  validate(password: string, hash: string): Promise<boolean>
  /** Whether `generate()` would hash in another way, with another cost, than this hash was made. */
  needsRehash(hash: string): boolean
  /** Whether the platform's scrypt is in use, or Lucia's own in JavaScript. */
  readonly implementation: 'platform' | 'lucia'
}

/** Hashes as it is, and makes an instance with other parameters when it is called. */
export interface Scrypt extends PasswordHash {
  /** Throws a `SetupError` for parameters that are out of range, or not possible on this platform. */
  (options?: ScryptOptions): PasswordHash
}

/**
 * Lucia's password hashes, made by the platform's scrypt: off the event loop in Node, and for two
 * thirds of the CPU time, on Workers with `nodejs_compat` too. Where there is none, Lucia's own makes
 * them.
 *
 * Its hashes and Lucia's are the same, so each checks the other's. Those of another cost are
 * `$scrypt$ln=...` strings, which plain Lucia takes for wrong passwords.
 *
 * @example
 * ```ts
 * createAuth(env.DB, { passwordHash: scrypt })
 * createAuth(pool, { passwordHash: scrypt({ cost: 32_768 }) })
 * ```
 */
export const scrypt: Scrypt = /* @__PURE__ */ createScrypt()

const longestPassword = 4_096

function createScrypt(): Scrypt {
  const create = (options: ScryptOptions = {}) => createPasswordHash(options)
  const defaults = Object.getOwnPropertyDescriptors(createPasswordHash({}))
  return Object.defineProperties(create, defaults) as Scrypt
}

function createPasswordHash(options: ScryptOptions): PasswordHash {
  assertScryptOptions(options)
  const { cost = defaultCost, queue = 64 } = options
  assertPossibleCost(cost)
  const enqueue = <Result>(job: () => Promise<Result>) => {
    const concurrency = options.concurrency ?? (platformScrypt() && !isWorkerd() ? 4 : 2)
    return inLine({ concurrency, queue }, job)
  }
  return {
    async generate(password) {
      const { length } = password
      if (length > longestPassword) throw new PasswordLengthError(longestPassword, length)
      if (platformScrypt()) return await enqueue(() => hashPassword(password, cost))
      return await enqueue(() => generateLuciaPasswordHash(password))
    },
    async validate(password, hash) {
      if (hash.startsWith('$2a')) throw new LuciaError('AUTH_OUTDATED_PASSWORD')
      const parsed = parseHash(hash)
      if (!parsed || password.length > longestPassword) return false
      assertPossibleCost(parsed.parameters.cost)
      if (platformScrypt()) return await enqueue(() => fitsHash(password, parsed))
      return await enqueue(() => validateLuciaPasswordHash(password, hash))
    },
    needsRehash(hash) {
      const parameters = parseHash(hash)?.parameters
      return parameters?.cost !== cost || parameters.blockSize !== blockSize
    },
    get implementation() {
      return platformScrypt() ? 'platform' : 'lucia'
    },
  }
}

import { LuciaError } from 'lucia'
import { PasswordLengthError } from './internal/password/errors.ts'
import { blockSize, defaultCost, parseHash } from './internal/password/format.ts'
import {
  assertPossibleCost,
  assertScryptOptions,
  defaultConcurrency,
  type HashOptions,
  type ScryptOptions,
} from './internal/password/options.ts'
import { platformScrypt } from './internal/password/platform.ts'
import { inLine } from './internal/password/queue.ts'
import { fits, idle, newHash } from './internal/password/work.ts'

export {
  PasswordLengthError,
  PasswordQueueError,
  type PasswordQueueErrorCode,
} from './internal/password/errors.ts'
export type { HashOptions, ScryptOptions } from './internal/password/options.ts'

/** How passwords are hashed and checked: the `passwordHash` of `createAuth()`. */
export interface PasswordHash {
  /**
   * Hashes a new password. Rejects with a `PasswordLengthError` when it has more than 4,096
   * characters (UTF-16 code units), and with a `PasswordQueueError` when too many wait, or it waits
   * for too long.
   */
  generate(password: string, options?: HashOptions): Promise<string>
  /**
   * Whether a password fits a hash of any instance, or of Lucia, of any version. False for one of
   * more than 4,096 characters. Rejects with Lucia's `AUTH_OUTDATED_PASSWORD` for bcrypt, and with a
   * `PasswordQueueError` as `generate()` does. A wrong password takes the same work whatever the
   * hash: that of this instance's cost, or of the dearest hash that it has checked.
   */
  validate(password: string, hash: string, options?: HashOptions): Promise<boolean>
  /** Takes the work of a wrong password where there is no hash: for a name that is not known. */
  refuse(password: string, options?: HashOptions): Promise<void>
  /** Whether `generate()` would hash in another way, with another cost, than this hash was made. */
  needsRehash(hash: string): boolean
  /** Whether `auth.useKey()` is to replace such a hash. */
  readonly rehash: boolean
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
  const { cost = defaultCost, queue = 64, timeout = 10_000, rehash = false } = options
  assertPossibleCost(cost)
  let dearest = cost
  const enqueue = <Result>(job: () => Promise<Result>, { signal }: HashOptions = {}) => {
    const concurrency = options.concurrency ?? defaultConcurrency()
    return inLine({ concurrency, queue, timeout, signal }, job)
  }
  async function refuse(password: string, call?: HashOptions): Promise<void> {
    if (password.length > longestPassword) return
    await enqueue(() => idle(password, { cost: dearest, blockSize }), call)
  }
  return {
    refuse,
    rehash,
    async generate(password, call) {
      const { length } = password
      if (length > longestPassword) throw new PasswordLengthError(longestPassword, length)
      return await enqueue(() => newHash(password, cost), call)
    },
    async validate(password, hash, call) {
      if (hash.startsWith('$2a')) throw new LuciaError('AUTH_OUTDATED_PASSWORD')
      if (password.length > longestPassword) return false
      const parsed = parseHash(hash)
      if (!parsed) return refuse(password, call).then(() => false)
      assertPossibleCost(parsed.parameters.cost)
      dearest = Math.max(dearest, parsed.parameters.cost)
      return await enqueue(() => fits(password, hash, parsed, dearest), call)
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

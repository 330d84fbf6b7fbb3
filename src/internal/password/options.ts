import { SetupError } from '../../errors.ts'
import { assertOptions, isBoolean, isWhole, type RulesOf } from '../rules.ts'
import { defaultCost, highestCost } from './format.ts'
import { platformScrypt, threads } from './platform.ts'
import { isWorkerd } from './queue.ts'
import type { Signal } from './signal.ts'

/** What `scrypt({ ... })` takes, all of it optional. */
export interface ScryptOptions {
  /**
   * scrypt's N, a power of two from 16,384, Lucia's and the default, to 131,072. Time and memory grow
   * with it: 32 MiB for each 16,384. Any other than the default needs the platform's scrypt.
   */
  cost?: number | undefined
  /**
   * The most hashes at once in this process or isolate, whichever instance makes them. By default 2
   * on Workers, where an isolate has 128 MiB. In Node one less than the threads that it has for this,
   * 4 or `UV_THREADPOOL_SIZE`, so that files and name look-ups need not wait; at most 8.
   */
  concurrency?: number | undefined
  /** The most that wait for their turn, 64 by default; the next is a `PasswordQueueError`. */
  queue?: number | undefined
  /**
   * The longest that a hash waits for its turn, in milliseconds, 10,000 by default; then it is a
   * `PasswordQueueError`.
   */
  timeout?: number | undefined
  /**
   * Whether `auth.useKey()` replaces a hash that was made in another way, with another cost say, once
   * the password has fitted it. A password that is changed meanwhile stays.
   */
  rehash?: boolean | undefined
}

/** What a hash takes beside its password, for one call. */
export interface HashOptions {
  /** Ends the wait for a turn, with its own reason; what has begun goes on to its end. */
  signal?: Signal | undefined
}

/** The rules of what one call takes. */
export const hashRules: RulesOf<HashOptions> = {
  signal: ['an AbortSignal', (value) => value !== null && 'throwIfAborted' in Object(value)],
}

const rules: RulesOf<ScryptOptions> = {
  cost: [
    'a power of two from 16,384 to 131,072',
    (cost: unknown) =>
      isWhole(cost, defaultCost) &&
      Number(cost) <= highestCost &&
      isWhole(Math.log2(Number(cost)), 0),
  ],
  concurrency: ['a whole number from 1', (value) => isWhole(value, 1)],
  queue: ['a whole number from 0', (value) => isWhole(value, 0)],
  // The longest that a timer can be set to.
  timeout: [
    'a whole number of milliseconds from 1 to 2,147,483,647',
    (value) => isWhole(value, 1) && Number(value) < 2 ** 31,
  ],
  rehash: ['a boolean', isBoolean],
}

/** Throws a `SetupError` for an option of `scrypt()` that does not exist or is not what it must be. */
export function assertScryptOptions(options: unknown): void {
  assertOptions('scrypt(): options', options, rules)
}

/** The most hashes at once where an app does not say it. */
export function defaultConcurrency(): number {
  if (isWorkerd() || !platformScrypt()) return 2
  // Each hash takes 32 MiB, however many threads there are.
  return Math.min(Math.max(threads() - 1, 1), 8)
}

/** Lucia's own scrypt has one cost only. */
export function assertPossibleCost(cost: number): void {
  if (cost === defaultCost || platformScrypt()) return
  throw new SetupError(
    'INVALID_OPTIONS',
    `A password hash of cost ${cost} needs the platform's scrypt, which is missing here: set the compatibility flag nodejs_compat on Workers, or use Node 20.16 or later`,
  )
}

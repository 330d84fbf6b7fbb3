import { SetupError } from '../../errors.ts'
import { assertOptions, isWhole, type RulesOf } from '../rules.ts'
import { defaultCost, highestCost } from './format.ts'
import { platformScrypt } from './platform.ts'

/** What `scrypt({ ... })` takes, all of it optional. */
export interface ScryptOptions {
  /**
   * scrypt's N, a power of two from 16,384, Lucia's and the default, to 131,072. Time and memory grow
   * with it: 32 MiB for each 16,384. Any other than the default needs the platform's scrypt.
   */
  cost?: number | undefined
  /**
   * The most hashes at once in this process or isolate, whichever instance makes them. By default 2
   * on Workers, where an isolate has 128 MiB, and 4 in Node, the number of threads that Node has for
   * this: more of them would wait there instead, in front of files and name look-ups.
   */
  concurrency?: number | undefined
  /** The most that wait for their turn, 64 by default; the next is a `PasswordQueueError`. */
  queue?: number | undefined
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
}

/** Throws a `SetupError` for an option of `scrypt()` that does not exist or is not what it must be. */
export function assertScryptOptions(options: unknown): void {
  assertOptions('scrypt(): options', options, rules)
}

/** Lucia's own scrypt has one cost only. */
export function assertPossibleCost(cost: number): void {
  if (cost === defaultCost || platformScrypt()) return
  throw new SetupError(
    'INVALID_OPTIONS',
    `A password hash of cost ${cost} needs the platform's scrypt, which is missing here: set the compatibility flag nodejs_compat on Workers, or use Node 20.16 or later`,
  )
}

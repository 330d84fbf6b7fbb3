import { SetupError } from '../../errors.ts'
import { describe } from '../handle.ts'
import { defaultCost, highestCost } from './format.ts'
import { platformScrypt } from './platform.ts'

type Rule = readonly [expected: string, holds: (value: number) => boolean]

const rules: Partial<Record<string, Rule>> = {
  cost: [
    'a power of two from 16,384 to 131,072',
    (cost) => cost >= defaultCost && cost <= highestCost && Number.isInteger(Math.log2(cost)),
  ],
  concurrency: ['an integer from 1', (value) => Number.isInteger(value) && value >= 1],
  queue: ['an integer from 0', (value) => Number.isInteger(value) && value >= 0],
}

/** Throws a `SetupError` for an option of `scrypt()` that does not exist or is not what it must be. */
export function assertScryptOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const [expected, holds] = rules[name] ?? ['left out: there is no such option', () => false]
    if (value === undefined || (typeof value === 'number' && holds(value))) continue
    const received = typeof value === 'number' ? value : describe(value)
    throw new SetupError(
      'INVALID_OPTIONS',
      `scrypt(): options.${name} must be ${expected}. Received ${received}`,
    )
  }
}

/** Lucia's own scrypt has one cost only. */
export function assertPossibleCost(cost: number): void {
  if (cost === defaultCost || platformScrypt()) return
  throw new SetupError(
    'INVALID_OPTIONS',
    `A password hash of cost ${cost} needs the platform's scrypt, which is missing here: set the compatibility flag nodejs_compat on Workers, or use Node 20.16 or later`,
  )
}

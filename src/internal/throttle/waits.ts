import { assertOptions, isWhole, type RulesOf, withDefaults } from '../rules.ts'

/** How long names wait. */
export interface ThrottleOptions {
  /** How many failures of a name cost nothing: 5 by default. */
  free?: number | undefined
  /** How many seconds each further one costs, the last also all after it: [1, 10, 60, 600]. */
  waits?: readonly number[] | undefined
}

/** The failures of a name. */
export interface Failures {
  id: string
  failures: number
  /** When the last of them was, in unix milliseconds. */
  failedAt: number
}

const isWait = (wait: unknown) => Number.isFinite(wait) && Number(wait) > 0

const rules: RulesOf<ThrottleOptions> = {
  free: ['a whole number from 0', (free) => isWhole(free, 0)],
  waits: [
    'a list of one or more numbers of seconds above 0',
    (waits: unknown) => Array.isArray(waits) && waits.length > 0 && waits.every(isWait),
  ],
}

const day = 86_400_000

const defaults: { free: number; waits: readonly number[] } = { free: 5, waits: [1, 10, 60, 600] }

/** What the options say of failures. Throws a `SetupError` for a wrong one. */
export class Waits {
  private readonly free: number
  private readonly waits: readonly number[]
  /** How long a failure is remembered, in milliseconds. */
  readonly memory: number

  constructor(caller: string, options: ThrottleOptions = {}) {
    assertOptions(`${caller}(): options`, options, rules)
    const { free, waits } = withDefaults(defaults, options)
    this.free = free
    this.waits = waits
    this.memory = Math.max(day, ...waits.map((seconds) => 2_000 * seconds))
  }

  /** How many milliseconds a name has to wait from now on. */
  left({ failures, failedAt }: Failures, now: number): number {
    const counted = Math.min(failures - this.free, this.waits.length)
    const wait = 1_000 * (this.waits[counted - 1] ?? 0)
    const left = failedAt + wait - now
    // A failure to come is one from before a clock was set back: it holds nobody up for that long.
    return left > 2 * wait ? 0 : Math.min(left, wait)
  }
}

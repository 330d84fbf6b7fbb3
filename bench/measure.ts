import { measure } from 'mitata'

/** What a rival did in each round; the first rival of a comparison is this package. */
export type Figures = Record<string, number[]>

/** What is promised: in a ratio to a rival of the same run, or as a figure. */
export type Target =
  | { against: string; atLeast: number }
  | { against: string; atMost: number }
  | { most: number }

/** Rivals that did the same thing, one figure for each round. Less is better. */
export interface Comparison {
  name: string
  unit: string
  figures: Figures
  targets?: Target[]
}

export interface Rounds {
  /** How many are measured, after one that is not. */
  rounds?: number
  /** How many calls are under way at once. */
  atOnce?: number
  /** Whether all of the work is in this process, so that its CPU time says what a call costs. */
  ofProcess?: boolean
}

/** How long a rival is called in each round, at the least. */
const roundTime = 100e6

/** Nanoseconds of CPU, which other processes do not add to as they do to the time that passes. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}

/**
 * The microseconds that a call takes, of time or of CPU. Rivals take turns in short rounds, so that
 * whatever else the machine does is spread over all of them.
 */
export async function inTurns(
  rivals: Record<string, () => unknown>,
  { rounds = 15, atOnce = 1, ofProcess = false }: Rounds = {},
): Promise<Figures> {
  return await eachRound(Object.keys(rivals), rounds, async (name) => {
    const { avg } = await measure(rivals[name] as () => unknown, {
      concurrency: atOnce,
      min_cpu_time: roundTime,
      min_samples: 4,
      batch_samples: atOnce === 1 ? 256 : 16,
      // A collection that is forced goes on beside the calls, and would count as theirs.
      gc: false,
      ...(ofProcess && { now: cpuTime }),
    })
    return avg / atOnce / 1000
  })
}

/** Takes a figure of each rival in every round, after a round that does not count. */
export async function eachRound(
  names: string[],
  rounds: number,
  figure: (name: string) => Promise<number>,
): Promise<Figures> {
  const figures: Figures = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const value = await figure(name)
      if (round >= 0) figures[name]?.push(value)
    }
  }
  return figures
}

/** The value below which such a part of all values lies. */
export function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN
}

/** Hands over what a part has found to the runner, or prints it where there is none. */
export function report(comparison: Comparison): void {
  if (process.send) process.send(comparison)
  else console.log(JSON.stringify(comparison))
}

import { inspect } from 'node:util'
import { collect } from '../workerd/vitest.ts'

/** Runs the tests that `define` makes, one after the other, and prints what came of each of them. */
export async function runCases(define: () => void): Promise<void> {
  const outcomes: Record<string, string> = {}
  for (const [name, run] of collect(define)) {
    outcomes[name] = await run().then(() => '', inspect)
  }
  console.log(JSON.stringify(outcomes))
}

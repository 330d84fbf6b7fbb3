import type { Statement } from '../driver.ts'
import { describe, hasMethods } from '../handle.ts'

/** The statements that the app's `also()` has returned. Throws a `TypeError` for anything else. */
export function statementsOf(given: unknown): Statement[] {
  if (Array.isArray(given) && given.every(isStatement)) return given
  const wrong = Array.isArray(given) ? given.find((item) => !isStatement(item)) : given
  throw new TypeError(
    `also() must return an array of Drizzle statements that are not awaited. Received ${describe(wrong)}`,
  )
}

function isStatement(value: unknown): boolean {
  return typeof value === 'object' && value !== null && hasMethods(value, 'getSQL')
}

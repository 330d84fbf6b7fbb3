import type { Statement } from '../driver.ts'
import { describe, hasMethods, isObject } from '../handle.ts'

/**
 * What the app's `also()` has returned: an array of what has not begun. Throws a `TypeError` for
 * anything else, which says what it must be.
 */
export function assertPending<Item>(
  given: unknown,
  isPending: (value: unknown) => value is Item,
  what: string,
): asserts given is Item[] {
  if (Array.isArray(given) && given.every(isPending)) return
  const wrong = Array.isArray(given) ? given.find((item) => !isPending(item)) : given
  throw new TypeError(
    `also() must return an array of ${what} that are not awaited. Received ${describe(wrong)}`,
  )
}

/** The statements that the app's `also()` has returned. Throws a `TypeError` for anything else. */
export function statementsOf(given: unknown): Statement[] {
  assertPending(given, isStatement, 'Drizzle statements')
  return given
}

function isStatement(value: unknown): value is Statement {
  return isObject(value) && hasMethods(value, 'getSQL')
}

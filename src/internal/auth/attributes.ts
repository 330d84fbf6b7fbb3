import { describe, isObject } from '../handle.ts'
import type { AuthTable } from '../schema/auth-table.ts'

/**
 * The attributes that have a value. Throws a `TypeError` for those that the table does not have, or
 * that are Lucia's own: Drizzle would ignore the first, and the second would move a session or a user.
 * Throws one for a value that is not what the column holds: drivers and Prisma take some objects for
 * SQL, lists of parameters or operators.
 */
export function givenAttributes(
  table: Pick<AuthTable, 'attributeProblem'>,
  attributes: unknown,
): object {
  if (!isObject(attributes)) {
    throw new TypeError(`attributes must be an object. Received ${describe(attributes)}`)
  }
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  for (const [name, value] of given) {
    const problem = table.attributeProblem(name, value)
    if (problem) throw new TypeError(`attributes.${name} ${problem}`)
  }
  return Object.fromEntries(given)
}

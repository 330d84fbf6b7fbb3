import { getTableColumns, getTableName, type Table } from 'drizzle-orm'
import { luciaNames } from './schema.ts'

/**
 * Throws a `TypeError` for attributes that are no columns of the table, or are Lucia's own: Drizzle
 * would ignore the first, and the second would move a session or a user.
 */
export function assertAttributes(
  part: 'user' | 'session',
  table: Table,
  attributes: object = {},
): void {
  const columns = getTableColumns(table)
  for (const name of Object.keys(attributes)) {
    if (name in luciaNames[part] || !Object.hasOwn(columns, name)) {
      const names = attributeNames(part, table).join(', ') || 'none'
      throw new TypeError(
        `attributes.${name} is not an attribute of the table "${getTableName(table)}". Its attributes are: ${names}`,
      )
    }
  }
}

/** Whether the table has attributes that are not given, whose values the table decides. */
export function leavesOut(
  part: 'user' | 'session',
  table: Table,
  attributes: object = {},
): boolean {
  const given = new Map(Object.entries(attributes))
  return attributeNames(part, table).some((name) => given.get(name) === undefined)
}

function attributeNames(part: 'user' | 'session', table: Table): string[] {
  return Object.keys(getTableColumns(table)).filter((name) => !(name in luciaNames[part]))
}

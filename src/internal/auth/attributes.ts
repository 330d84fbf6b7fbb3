import { getTableColumns, getTableName, type Table } from 'drizzle-orm'
import { luciaNames } from '../schema/names.ts'

type Part = 'user' | 'session'

/**
 * The attributes that have a value. Throws a `TypeError` for those that are no columns of the table,
 * or are Lucia's own: Drizzle would ignore the first, and the second would move a session or a user.
 */
export function givenAttributes(part: Part, table: Table, attributes: object = {}): object {
  const names = attributeNames(part, table)
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  for (const [name] of given) {
    if (!names.includes(name)) {
      throw new TypeError(
        `attributes.${name} is not an attribute of the table "${getTableName(table)}". Its attributes are: ${names.join(', ') || 'none'}`,
      )
    }
  }
  return Object.fromEntries(given)
}

/** Whether the table has attributes that are not given, whose values the table decides. */
export function leavesOut(part: Part, table: Table, given: object): boolean {
  return attributeNames(part, table).some((name) => !Object.hasOwn(given, name))
}

/** The columns of a table that Lucia does not own, by property name. */
export function attributeNames(part: Part, table: Table): string[] {
  return Object.keys(getTableColumns(table)).filter(
    (name) => !Object.hasOwn(luciaNames[part], name),
  )
}

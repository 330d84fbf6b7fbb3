import { Column, getTableColumns } from 'drizzle-orm'
import { type Adapter, type InitializeAdapter, LuciaError } from 'lucia'
import { SetupError } from '../../errors.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { dataTypeOf } from '../schema/column-type.ts'
import { attributeNames } from '../schema/drizzle-table.ts'
import type { AuthAdapter } from './adapter.ts'
import { methodsOf } from './lucia-adapter.ts'
import { sessionAndUser } from './session-and-user.ts'

/**
 * The built-in adapter with the methods of an official one in place of its own. What Lucia's
 * interface has no method for, the built-in one still does, on the same tables.
 */
export function withAdapter(
  builtIn: AuthAdapter,
  initialize: InitializeAdapter<Adapter>,
  schema: AuthSchema,
): AuthAdapter {
  assertUnmapped('user', schema)
  assertUnmapped('session', schema)
  const given = initialize(LuciaError)
  const official = methodsOf('adapter', given)
  const check = given.getSessionAndUser
    ? { getSessionAndUser: given.getSessionAndUser.bind(given) }
    : sessionAndUser(official, official)
  return Object.assign(Object.create(builtIn), official, check, {
    deleteUser: (userId: string) => builtIn.deleteUser(userId),
  })
}

/**
 * Official adapters take attributes for columns and hand their values to the driver: they know
 * neither the names nor the values that Drizzle maps to others.
 */
function assertUnmapped(part: 'user' | 'session', schema: AuthSchema): void {
  const columns = getTableColumns(schema[part])
  for (const name of attributeNames(part, schema[part])) {
    const column = columns[name]
    if (column === undefined) continue
    const renamed = column.name !== name
    if (!renamed && !isMapped(column)) continue
    const problem = renamed
      ? `has another name in the database, "${column.name}"`
      : `is stored as another value than the ${column.dataType} that it is in JavaScript`
    throw new SetupError(
      'INVALID_SCHEMA',
      `schema.${part}.${name} ${problem}, which an official adapter does not know. Leave options.adapter out, or change the column`,
    )
  }
}

function isMapped(column: Column): boolean {
  const { mapFromDriverValue, mapToDriverValue } = Column.prototype
  const isPlain = ['string', 'number'].includes(dataTypeOf(column))
  return (
    !isPlain &&
    (column.mapToDriverValue !== mapToDriverValue ||
      column.mapFromDriverValue !== mapFromDriverValue)
  )
}

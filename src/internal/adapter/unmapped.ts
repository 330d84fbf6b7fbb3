import { Column, getTableColumns } from 'drizzle-orm'
import { SetupError } from '../../errors.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { dataTypeOf } from '../schema/column-type.ts'
import { attributeNames } from '../schema/drizzle-table.ts'

/**
 * Official adapters take attributes for columns and hand their values to the driver: they know
 * neither the names nor the values that Drizzle maps to others.
 */
export function assertUnmapped(schema: AuthSchema): void {
  assertPart('user', schema)
  assertPart('session', schema)
}

function assertPart(part: 'user' | 'session', schema: AuthSchema): void {
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

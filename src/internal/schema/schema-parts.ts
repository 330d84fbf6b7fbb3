import { Column, entityKind, eq, fillPlaceholders, getTableColumns, is } from 'drizzle-orm'
import { assertSchema } from './assert.ts'
import { tableNamesOf } from './auth-schema.ts'
import type { SchemaParts } from './dialects.ts'
import { drizzleTables } from './drizzle-table.ts'
import { tokenTableOf } from './token-table.ts'

/** What comes with every schema of `createSchema()`, beside what its dialect brings. */
export const schemaParts: Omit<SchemaParts, 'Dialect' | 'Session' | 'client'> = {
  assertSchema,
  tablesOf: drizzleTables,
  tableNamesOf,
  tokenTableOf,
  columnsOf: getTableColumns,
  isColumn: (field) => is(field, Column),
  kindOf: (table) => Reflect.get(table.constructor, entityKind),
  isEqual: (column, value) => eq(column, value),
  fillPlaceholders,
}

import * as drizzle from 'drizzle-orm'
import { assertSchema } from './assert.ts'
import { tableNamesOf } from './auth-schema.ts'
import type { SchemaParts } from './dialects.ts'
import { drizzleTables } from './drizzle-table.ts'
import { tokenTableOf } from './token-table.ts'

/** Drizzle's own drivers map their rows with it; it is missing in Drizzle's declarations alone. */
interface Undeclared {
  mapResultRow: SchemaParts['rowOf']
}

/** What comes with every schema of `createSchema()`, beside what its dialect brings. */
export const schemaParts: Omit<SchemaParts, 'Dialect' | 'Session' | 'client'> = {
  assertSchema,
  tablesOf: drizzleTables,
  tableNamesOf,
  tokenTableOf,
  columnsOf: drizzle.getTableColumns,
  isColumn: (field) => drizzle.is(field, drizzle.Column),
  kindOf: (table) => Reflect.get(table.constructor, drizzle.entityKind),
  isEqual: (column, value) => drizzle.eq(column, value),
  fillPlaceholders: drizzle.fillPlaceholders,
  // By its name behind a dot: taken apart, all of Drizzle's index would come into every Worker.
  rowOf: (drizzle as unknown as Undeclared).mapResultRow,
}

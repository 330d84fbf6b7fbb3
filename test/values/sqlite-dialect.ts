import { createSchema } from '../../src/schema/sqlite.ts'
import type { CreateSchema, DialectOfValues } from './driver.ts'
import { schemaOf } from './schema.ts'
import { sqliteColumns } from './sqlite-columns.ts'

export const sqliteValues: DialectOfValues = {
  columns: sqliteColumns,
  createSchema: createSchema as unknown as CreateSchema,
  quote: '"',
  stored: (column) => `typeof(${column}) || ' ' || quote(${column})`,
}

/** The tables with every column of SQLite's. */
export const sqliteValuesSchema = schemaOf(sqliteValues)

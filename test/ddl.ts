import * as kit from 'drizzle-kit/api'
import type { DialectName } from '../src/cli/drivers/dialect.ts'
import { dialects } from '../src/cli/sql/dialects.ts'

// The statements that drizzle-kit makes of a schema: what is in the migration of an app.

export const sqliteTables = (schema: object) => statements('sqlite', schema)
export const postgresTables = (schema: object) => statements('postgres', schema)
export const mysqlTables = (schema: object) => statements('mysql', schema)

function statements(dialect: DialectName, schema: object): Promise<string[]> {
  return dialects()[dialect].generate(kit, { ...schema })
}

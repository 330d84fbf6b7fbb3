import { inject } from 'vitest'
import * as mysql from '../fixtures/mysql.ts'
import * as postgres from '../fixtures/postgres.ts'
import * as sqlite from '../fixtures/sqlite.ts'

// In place of test/ddl.ts where the tables are those of Drizzle 1.0, which the kit in use cannot read.

type Statements = Record<string, string[]>
type Schemas = Record<string, object>

export const sqliteTables = statementsOf([sqlite.schemas, inject('sqliteTables')])
export const postgresTables = statementsOf([postgres.schemas, inject('postgresTables')])
export const mysqlTables = statementsOf(
  [mysql.schemas, inject('mysqlTables')],
  [mysql.schemasWithoutForeignKeys, inject('mysqlTablesWithoutForeignKeys')],
)

function statementsOf(...known: [Schemas, Statements][]) {
  return async (schema: object): Promise<string[]> => {
    if (Object.keys(schema).length === 0) return []
    for (const [schemas, statements] of known) {
      const name = Object.keys(schemas).find((key) => schemas[key] === schema)
      if (name !== undefined) return statements[name] ?? []
    }
    throw new Error('Only the tables of fixtures can be made on Drizzle 1.0')
  }
}

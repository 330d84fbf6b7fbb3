import { schemas as postgres } from '../fixtures/postgres.ts'
import { schemas as sqlite } from '../fixtures/sqlite.ts'

// In place of test/ddl.ts where drizzle-kit does not run: the statements are in the environment.

export const sqliteTables = statementsOf(sqlite, process.env.SQLITE_TABLES)
export const postgresTables = statementsOf(postgres, process.env.POSTGRES_TABLES)

function statementsOf(schemas: Record<string, object>, text = '{}') {
  const tables = JSON.parse(text) as Record<string, string[]>
  return async (schema: object): Promise<string[]> => {
    const found = Object.entries(schemas).find(([, known]) => known === schema)
    if (!found) throw new Error('Only the tables of fixtures can be made on another runtime')
    return tables[found[0]] ?? []
  }
}

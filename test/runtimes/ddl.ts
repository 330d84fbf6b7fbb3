import { schemas } from '../fixtures/sqlite.ts'

// In place of test/ddl.ts where drizzle-kit does not run: the statements are in the environment.

const tables = JSON.parse(process.env.TABLES ?? '{}') as Record<string, string[]>

export async function sqliteTables(schema: object): Promise<string[]> {
  const found = Object.entries(schemas).find(([, known]) => known === schema)
  if (!found) throw new Error('Only the tables of fixtures can be made on another runtime')
  return tables[found[0]] ?? []
}

import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import type { AuthSchema } from '../src/internal/schema.ts'

/** The statements that drizzle-kit makes of a SQLite schema, which is what an app's migration has. */
export async function sqliteTables(schema: AuthSchema): Promise<string[]> {
  const empty = await generateSQLiteDrizzleJson({})
  return await generateSQLiteMigration(empty, await generateSQLiteDrizzleJson({ ...schema }))
}

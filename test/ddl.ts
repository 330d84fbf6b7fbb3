import {
  generateDrizzleJson,
  generateMigration,
  generateMySQLDrizzleJson,
  generateMySQLMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api'

// The statements that drizzle-kit makes of a schema: what is in the migration of an app.

export async function sqliteTables(schema: object): Promise<string[]> {
  const tables = await generateSQLiteDrizzleJson({ ...schema })
  return await generateSQLiteMigration(await generateSQLiteDrizzleJson({}), tables)
}

export async function postgresTables(schema: object): Promise<string[]> {
  return await generateMigration(generateDrizzleJson({}), generateDrizzleJson({ ...schema }))
}

export async function mysqlTables(schema: object): Promise<string[]> {
  const tables = await generateMySQLDrizzleJson({ ...schema })
  return await generateMySQLMigration(await generateMySQLDrizzleJson({}), tables)
}

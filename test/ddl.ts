import * as kit from 'drizzle-kit/api'

// The statements that drizzle-kit makes of a schema: what is in the migration of an app.

export const sqliteTables = async (schema: object): Promise<string[]> =>
  kit.generateSQLiteMigration(
    await kit.generateSQLiteDrizzleJson({}),
    await kit.generateSQLiteDrizzleJson({ ...schema }),
  )

export const postgresTables = async (schema: object): Promise<string[]> =>
  kit.generateMigration(kit.generateDrizzleJson({}), kit.generateDrizzleJson({ ...schema }))

export const mysqlTables = async (schema: object): Promise<string[]> =>
  kit.generateMySQLMigration(
    await kit.generateMySQLDrizzleJson({}),
    await kit.generateMySQLDrizzleJson({ ...schema }),
  )

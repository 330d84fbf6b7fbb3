import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { mysqlTables, postgresTables, sqliteTables } from '../ddl.ts'
import type { CreateSchema, DialectOfValues } from './driver.ts'
import { mysqlColumns } from './mysql-columns.ts'
import { mood, postgresColumns, postgresTypes } from './postgres-columns.ts'
import { sqliteValues } from './sqlite-dialect.ts'

export const postgresValues: DialectOfValues = {
  columns: postgresColumns,
  createSchema: createPostgresSchema as unknown as CreateSchema,
  quote: '"',
  stored: (column) => `${column}::text`,
}

export const mysqlValues: DialectOfValues = {
  columns: mysqlColumns,
  createSchema: ((config: object) =>
    createMysqlSchema({ ...config, foreignKeys: false })) as unknown as CreateSchema,
  quote: '`',
  stored: (column) => `hex(concat(${column}))`,
}

/** The statements that make the tables of a schema. */
export async function tablesOf(dialect: DialectOfValues, schema: object): Promise<string[]> {
  if (dialect === sqliteValues) return await sqliteTables(schema)
  if (dialect === mysqlValues) return await mysqlTables(schema)
  return [...postgresTypes, ...(await postgresTables({ mood, ...schema }))]
}

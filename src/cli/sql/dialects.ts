import type { DrizzleEntityClass, SQL, Table } from 'drizzle-orm'
import { MySqlDialect, MySqlTable } from 'drizzle-orm/mysql-core'
import { PgDialect, PgTable } from 'drizzle-orm/pg-core'
import { SQLiteDialect, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { AuthSchema } from '../../internal/schema/auth-schema.ts'
import type { TableNames } from '../../internal/schema/names.ts'
import { createSchema as createMysqlSchema } from '../../schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../schema/postgres.ts'
import { createSchema as createSqliteSchema } from '../../schema/sqlite.ts'
import type { DialectName } from '../drivers/dialect.ts'

type Kit = typeof import('drizzle-kit/api')
type Tables = Record<string, unknown>

/** What the commands have to know of a dialect. */
export interface Dialect {
  name: DialectName
  tableClass: DrizzleEntityClass<Table>
  createSchema(config: { tableNames: Partial<TableNames> }): AuthSchema
  /** The statements that make the tables, from drizzle-kit. */
  generate(kit: Kit, tables: Tables): Promise<string[]>
  /** Drizzle's own writer of statements: it knows how names and values are quoted. */
  writer: { sqlToQuery(statement: SQL): { sql: string } }
}

/** The dialects of the commands, made anew for each call. */
export function dialects(): Record<DialectName, Dialect> {
  return {
    sqlite: {
      name: 'sqlite',
      tableClass: SQLiteTable,
      createSchema: createSqliteSchema,
      generate: async (kit, tables) =>
        kit.generateSQLiteMigration(
          await kit.generateSQLiteDrizzleJson({}),
          await kit.generateSQLiteDrizzleJson(tables),
        ),
      writer: Reflect.construct(SQLiteDialect, []),
    },
    postgres: {
      name: 'postgres',
      tableClass: PgTable,
      createSchema: createPostgresSchema,
      generate: async (kit, tables) =>
        kit.generateMigration(kit.generateDrizzleJson({}), kit.generateDrizzleJson(tables)),
      writer: new PgDialect(),
    },
    mysql: {
      name: 'mysql',
      tableClass: MySqlTable,
      createSchema: createMysqlSchema,
      generate: async (kit, tables) =>
        kit.generateMySQLMigration(
          await kit.generateMySQLDrizzleJson({}),
          await kit.generateMySQLDrizzleJson(tables),
        ),
      writer: new MySqlDialect(),
    },
  }
}

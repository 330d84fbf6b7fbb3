import type { DrizzleEntityClass, SQL, Table } from 'drizzle-orm'
import { MySqlDialect, MySqlTable } from 'drizzle-orm/mysql-core'
import { PgDialect, PgTable } from 'drizzle-orm/pg-core'
import { SQLiteDialect, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { createSchema as createMysqlSchema } from '../../schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../schema/postgres.ts'
import { createSchema as createSqliteSchema } from '../../schema/sqlite.ts'
import type { GivenNames, MoreTables } from '../arguments.ts'
import type { DialectName } from '../drivers/dialect.ts'
import type { Catalogue, CheckedSchema } from './live-tables.ts'
import { mysqlCatalogue } from './mysql.ts'
import { postgresCatalogue } from './postgres.ts'
import { sqliteCatalogue } from './sqlite.ts'

/** What the commands have to know of a dialect. */
export interface Dialect {
  name: DialectName
  tableClass: DrizzleEntityClass<Table>
  createSchema(config: MoreTables & { tableNames: GivenNames }): CheckedSchema
  /** Drizzle's own writer of statements: it knows how names and values are quoted. */
  writer: { sqlToQuery(statement: SQL): { sql: string } }
  catalogue: Catalogue
}

/** The dialects of the commands, made anew for each call. */
export function dialects(): Record<DialectName, Dialect> {
  return {
    sqlite: {
      name: 'sqlite',
      tableClass: SQLiteTable,
      createSchema: createSqliteSchema,
      writer: Reflect.construct(SQLiteDialect, []),
      catalogue: sqliteCatalogue,
    },
    postgres: {
      name: 'postgres',
      tableClass: PgTable,
      createSchema: createPostgresSchema,
      writer: new PgDialect(),
      catalogue: postgresCatalogue,
    },
    mysql: {
      name: 'mysql',
      tableClass: MySqlTable,
      createSchema: createMysqlSchema,
      writer: new MySqlDialect(),
      catalogue: mysqlCatalogue,
    },
  }
}

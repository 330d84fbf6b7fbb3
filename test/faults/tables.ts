import * as mysql from 'drizzle-orm/mysql-core'
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { createSchema as createSqliteSchema } from '../../src/schema/sqlite.ts'
import type { LuciaSchema } from '../drivers/driver.ts'
import type { Dialect } from '../drivers/tables.ts'

const tableNames = { user: 'auth_user' }
const length = 255
const tenantOf = 'tenant_id'

const sqliteDefaults = createSqliteSchema({ tableNames })
const postgresDefaults = createPostgresSchema({ tableNames })
const mysqlDefaults = createMysqlSchema({ tableNames, foreignKeys: false })

/** A user's columns by other names than their properties, and unique constraints of three kinds. */
export const uniqueSchemas = {
  sqlite: {
    ...sqliteDefaults,
    user: sqlite.sqliteTable(
      'auth_user',
      {
        id: sqlite.text('id').primaryKey(),
        tenantId: sqlite.text(tenantOf),
        userName: sqlite.text('user_name'),
        email: sqlite.text('mail').unique('mail_is_taken'),
        phone: sqlite.text('phone_number'),
      },
      (table) => [
        sqlite.unique('one_name_in_a_tenant').on(table.tenantId, table.userName),
        sqlite.uniqueIndex('one_phone').on(table.phone),
      ],
    ),
  },
  postgres: {
    ...postgresDefaults,
    user: pg.pgTable(
      'auth_user',
      {
        id: pg.text('id').primaryKey(),
        tenantId: pg.text(tenantOf),
        userName: pg.text('user_name'),
        email: pg.text('mail').unique('mail_is_taken'),
        phone: pg.text('phone_number'),
      },
      (table) => [
        pg.unique('one_name_in_a_tenant').on(table.tenantId, table.userName),
        pg.uniqueIndex('one_phone').on(table.phone),
      ],
    ),
  },
  mysql: {
    ...mysqlDefaults,
    user: mysql.mysqlTable(
      'auth_user',
      {
        id: mysql.varchar('id', { length: 15 }).primaryKey(),
        tenantId: mysql.varchar(tenantOf, { length }),
        userName: mysql.varchar('user_name', { length }),
        email: mysql.varchar('mail', { length }).unique('mail_is_taken'),
        phone: mysql.varchar('phone_number', { length }),
      },
      (table) => [
        mysql.unique('one_name_in_a_tenant').on(table.tenantId, table.userName),
        mysql.uniqueIndex('one_phone').on(table.phone),
      ],
    ),
  },
} as unknown as Record<Dialect, LuciaSchema>

/** Users of a tenant and sessions of a device, which refer to tables of the app. */
export const referringSchemas: Record<Dialect, { schema: LuciaSchema; others: object }> = {
  sqlite: createReferring(createSqliteSchema, sqlite.sqliteTable, sqlite.text),
  postgres: createReferring(createPostgresSchema, pg.pgTable, pg.text),
  mysql: createReferring(createMysqlSchema, mysql.mysqlTable, (name: string) =>
    mysql.varchar(name, { length: 15 }),
  ),
}

/** The three dialects' functions are the same here but for their types. */
function createReferring(createSchema: unknown, table: unknown, text: unknown) {
  const column = text as typeof sqlite.text
  const make = table as typeof sqlite.sqliteTable
  const tenant = make('tenant', { id: column('id').primaryKey() })
  const device = make('device', { id: column('id').primaryKey() })
  const schema = (createSchema as typeof createSqliteSchema)({
    tableNames,
    user: { tenantId: column(tenantOf).references(() => tenant.id) },
    session: { deviceId: column('device_id').references(() => device.id) },
  })
  const post = make('post', {
    id: column('id').primaryKey(),
    author: column('author').references(() => schema.user.id),
  })
  return { schema: schema as unknown as LuciaSchema, others: { tenant, device, post } }
}

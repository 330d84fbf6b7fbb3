import * as mysql from 'drizzle-orm/mysql-core'
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { createSchema as createSqliteSchema } from '../../src/schema/sqlite.ts'
import type { LuciaSchema } from '../drivers/driver.ts'
import type { Dialect } from '../drivers/tables.ts'

const tableNames = { user: 'auth_user' }
const tenantOf = 'tenant_id'

/** A user's columns by other names than their properties, and unique constraints of three kinds. */
export const uniqueSchemas: Record<Dialect, LuciaSchema> = {
  sqlite: createUnique(createSqliteSchema, sqlite.sqliteTable, sqlite.text, sqlite),
  postgres: createUnique(createPostgresSchema, pg.pgTable, pg.text, pg),
  mysql: createUnique(
    () => createMysqlSchema({ tableNames, foreignKeys: false }),
    mysql.mysqlTable,
    (name: string) => mysql.varchar(name, { length: name === 'id' ? 15 : 255 }),
    mysql,
  ),
}

/** Users of a tenant and sessions of a device, which refer to tables of the app. */
export const referringSchemas: Record<Dialect, { schema: LuciaSchema; others: object }> = {
  sqlite: createReferring(createSqliteSchema, sqlite.sqliteTable, sqlite.text),
  postgres: createReferring(createPostgresSchema, pg.pgTable, pg.text),
  mysql: createReferring(createMysqlSchema, mysql.mysqlTable, (name: string) =>
    mysql.varchar(name, { length: 15 }),
  ),
}

/** The three dialects' functions are the same here but for their types. */
function createUnique(createSchema: unknown, table: unknown, text: unknown, constraints: unknown) {
  const column = text as typeof sqlite.text
  const { unique, uniqueIndex } = constraints as typeof sqlite
  const columns = {
    id: column('id').primaryKey(),
    tenantId: column(tenantOf),
    userName: column('user_name'),
    email: column('mail').unique('mail_is_taken'),
    phone: column('phone_number'),
  }
  const user = (table as typeof sqlite.sqliteTable)('auth_user', columns, (own) => [
    unique('one_name_in_a_tenant').on(own.tenantId, own.userName),
    uniqueIndex('one_phone').on(own.phone),
  ])
  const defaults = (createSchema as typeof createSqliteSchema)({ tableNames })
  return { ...defaults, user } as unknown as LuciaSchema
}

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

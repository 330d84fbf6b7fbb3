import { bigint, mysqlTable, varchar } from 'drizzle-orm/mysql-core'
import { createSchema } from '../../src/schema/mysql.ts'
import type { Fixture } from './engine.ts'
import { type ColumnTypes, documentedTables, namesOfV1 } from './tables.ts'

const names = { user: 'auth_user', session: 'user_session', key: 'user_key' }

/** The page of mysql2, or without foreign keys that of PlanetScale. */
const documentedTypes = (foreignKeys: boolean): ColumnTypes => ({
  userId: 'VARCHAR(15)',
  keyId: 'VARCHAR(255)',
  sessionId: 'VARCHAR(127)',
  password: 'VARCHAR(255)',
  expiry: 'BIGINT UNSIGNED',
  attribute: 'VARCHAR(31)',
  foreignKeys,
})

const guideTypes = (foreignKeys: boolean): ColumnTypes => ({
  ...documentedTypes(foreignKeys),
  sessionId: 'VARCHAR(128)',
  expiry: 'BIGINT',
})

function fixture(name: string, tableNames: typeof names, foreignKeys: boolean) {
  const schema = createSchema({
    tableNames,
    foreignKeys,
    user: { username: varchar('username', { length: 31 }).notNull() },
    session: { country: varchar('country', { length: 31 }) },
  })
  const statements = documentedTables(tableNames, documentedTypes(foreignKeys))
  return { name, tableNames, schema, statements }
}

/** The tables that an app has written for itself, after Lucia's Drizzle guide. */
const guideSchema = {
  user: mysqlTable('auth_user', {
    id: varchar('id', { length: 15 }).primaryKey(),
    username: varchar('username', { length: 31 }).notNull(),
  }),
  session: mysqlTable('user_session', {
    id: varchar('id', { length: 128 }).primaryKey(),
    userId: varchar('user_id', { length: 15 }).notNull(),
    activeExpires: bigint('active_expires', { mode: 'number' }).notNull(),
    idleExpires: bigint('idle_expires', { mode: 'number' }).notNull(),
    country: varchar('country', { length: 31 }),
  }),
  key: mysqlTable('user_key', {
    id: varchar('id', { length: 255 }).primaryKey(),
    userId: varchar('user_id', { length: 15 }).notNull(),
    hashedPassword: varchar('hashed_password', { length: 255 }),
  }),
}

export function mysqlFixtures({ foreignKeys }: { foreignKeys: boolean }): Fixture[] {
  return [
    fixture("the documentation's tables", names, foreignKeys),
    fixture('tables with the names of Lucia v1', namesOfV1, foreignKeys),
    {
      name: "the Drizzle guide's tables",
      tableNames: names,
      schema: guideSchema,
      statements: documentedTables(names, guideTypes(foreignKeys)),
    },
  ]
}

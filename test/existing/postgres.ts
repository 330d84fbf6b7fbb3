import { bigint, pgTable, text, varchar } from 'drizzle-orm/pg-core'
import { createSchema } from '../../src/schema/postgres.ts'
import { type ColumnTypes, documentedTables, namesOfV1 } from './tables.ts'

const names = { user: 'auth_user', session: 'user_session', key: 'user_key' }
const namesInSchema = { user: 'app.auth_user', session: 'app.user_session', key: 'app.user_key' }

const documentedTypes: ColumnTypes = {
  userId: 'TEXT',
  keyId: 'TEXT',
  sessionId: 'TEXT',
  password: 'TEXT',
  expiry: 'BIGINT',
  attribute: 'TEXT',
  foreignKeys: true,
}

const guideTypes: ColumnTypes = {
  ...documentedTypes,
  userId: 'VARCHAR(15)',
  keyId: 'VARCHAR(255)',
  sessionId: 'VARCHAR(128)',
  password: 'VARCHAR(255)',
}

function fixture(name: string, tableNames: typeof names) {
  const schema = createSchema({
    tableNames,
    user: { username: text('username').notNull() },
    session: { country: text('country') },
  })
  return { name, tableNames, schema, statements: documentedTables(tableNames, documentedTypes) }
}

const inSchema = fixture('tables in a schema', namesInSchema)

/** The tables that an app has written for itself, after Lucia's Drizzle guide. */
const guideUser = pgTable('auth_user', {
  id: varchar('id', { length: 15 }).primaryKey(),
  username: text('username').notNull(),
})
const guideSchema = {
  user: guideUser,
  session: pgTable('user_session', {
    id: varchar('id', { length: 128 }).primaryKey(),
    userId: varchar('user_id', { length: 15 })
      .notNull()
      .references(() => guideUser.id),
    activeExpires: bigint('active_expires', { mode: 'number' }).notNull(),
    idleExpires: bigint('idle_expires', { mode: 'number' }).notNull(),
    country: text('country'),
  }),
  key: pgTable('user_key', {
    id: varchar('id', { length: 255 }).primaryKey(),
    userId: varchar('user_id', { length: 15 })
      .notNull()
      .references(() => guideUser.id),
    hashedPassword: varchar('hashed_password', { length: 255 }),
  }),
}

export const postgresFixtures = [
  fixture("the documentation's tables", names),
  fixture('tables with the names of Lucia v1', namesOfV1),
  { ...inSchema, statements: ['CREATE SCHEMA app', ...inSchema.statements] },
  {
    name: "the Drizzle guide's tables",
    tableNames: names,
    schema: guideSchema,
    statements: documentedTables(names, guideTypes),
  },
]

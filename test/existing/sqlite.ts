import { text } from 'drizzle-orm/sqlite-core'
import { createSchema } from '../../src/schema/sqlite.ts'
import { type ColumnTypes, documentedTables, namesOfV1 } from './tables.ts'

const names = { user: 'user', session: 'user_session', key: 'user_key' }

/** The page of better-sqlite3. */
const textTypes: ColumnTypes = {
  userId: 'TEXT',
  keyId: 'TEXT',
  sessionId: 'TEXT',
  password: 'TEXT',
  expiry: 'INTEGER',
  attribute: 'TEXT',
  foreignKeys: true,
}

/** The pages of D1 and libSQL. */
const varcharTypes: ColumnTypes = {
  userId: 'VARCHAR(15)',
  keyId: 'VARCHAR(255)',
  sessionId: 'VARCHAR(127)',
  password: 'VARCHAR(255)',
  expiry: 'BIGINT',
  attribute: 'VARCHAR(31)',
  foreignKeys: true,
}

function fixture(name: string, tableNames: typeof names, types: ColumnTypes) {
  const schema = createSchema({
    tableNames,
    user: { username: text('username').notNull() },
    session: { country: text('country') },
  })
  return { name, tableNames, schema, statements: documentedTables(tableNames, types) }
}

export const sqliteFixtures = [
  fixture('tables of TEXT and INTEGER', names, textTypes),
  fixture('tables of VARCHAR and BIGINT', names, varcharTypes),
  fixture('tables with the names of Lucia v1', namesOfV1, textTypes),
  // The blob columns of Lucia's Drizzle guide: the official adapters store REAL there.
  fixture('expiries stored as REAL', names, { ...textTypes, expiry: 'blob' }),
] as const

import { bigint, mysqlSchema, mysqlTable, varchar } from 'drizzle-orm/mysql-core'
import { bigint as pgBigint, pgSchema, text } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { mysqlTables, postgresTables } from '../ddl.ts'
import type { LuciaSchema, ServerHandle } from '../drivers/driver.ts'
import { mysql2Pool } from '../drivers/mysql2.ts'
import { pgPool } from '../drivers/pg.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }
const anna = { userId: 'anna', key, attributes: { username: 'anna' } }
const length = 31

/** The app's own tables, in a schema of PostgreSQL. */
function postgresSchemaIn(name: string): object {
  const { table } = pgSchema(name)
  return {
    user: table('users', { id: text('id').primaryKey(), username: text('username').unique() }),
    session: table('sessions', {
      id: text('id').primaryKey(),
      userId: text('user_id').notNull(),
      activeExpires: pgBigint('active_expires', { mode: 'number' }).notNull(),
      idleExpires: pgBigint('idle_expires', { mode: 'number' }).notNull(),
    }),
    key: table('keys', {
      id: text('id').primaryKey(),
      userId: text('user_id').notNull(),
      hashedPassword: text('hashed_password'),
    }),
  }
}

/** The app's own tables, qualified with the name of a database of MySQL. */
function mysqlSchemaIn(name?: string): object {
  // drizzle-kit makes no tables that are qualified: they are made without, in the same database.
  const table = (name === undefined ? mysqlTable : mysqlSchema(name).table) as typeof mysqlTable
  return {
    user: table('users', {
      id: varchar('id', { length }).primaryKey(),
      username: varchar('username', { length }).unique(),
    }),
    session: table('sessions', {
      id: varchar('id', { length: 127 }).primaryKey(),
      userId: varchar('user_id', { length }).notNull(),
      activeExpires: bigint('active_expires', { mode: 'number' }).notNull(),
      idleExpires: bigint('idle_expires', { mode: 'number' }).notNull(),
    }),
    key: table('keys', {
      id: varchar('id', { length: 255 }).primaryKey(),
      userId: varchar('user_id', { length }).notNull(),
      hashedPassword: varchar('hashed_password', { length: 255 }),
    }),
  }
}

type Qualified = [driver: ServerHandle, schemaIn: (name: string) => object]
const qualified: Qualified[] = [
  [pgPool, postgresSchemaIn],
  [postgresJs, postgresSchemaIn],
  [mysql2Pool, mysqlSchemaIn],
  [planetscale, mysqlSchemaIn],
]

describe.each(qualified.map(([driver, schemaIn]) => ({ name: driver.name, driver, schemaIn })))(
  'on $name, tables that are qualified',
  ({ driver, schemaIn }) => {
    it('work, and what is taken in them is told', async () => {
      const { url, run, drop } = await driver.database({})
      const { handle, end } = await driver.connect(url, 2)
      const isMysql = schemaIn === mysqlSchemaIn
      const name = isMysql ? new URL(url).pathname.slice(1) : 'app'
      const schema = schemaIn(name)
      try {
        if (!isMysql) await run('create schema app')
        const statements = await (isMysql ? mysqlTables(mysqlSchemaIn()) : postgresTables(schema))
        for (const statement of statements) await run(statement)
        const { auth, tableNames } = driver.createAuth(handle, { schema: schema as LuciaSchema })
        expect(tableNames).toEqual({
          user: `${name}.users`,
          session: `${name}.sessions`,
          key: `${name}.keys`,
        })
        await auth.createUser(anna)
        const duplicate = auth.createUser({ key, attributes: { username: 'berta' } })
        await expect(duplicate).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
        const taken = auth.createUser({ key: null, attributes: { username: 'anna' } })
        await expect(taken).rejects.toMatchObject({ table: 'users', columns: ['username'] })
        const { sessionId } = await auth.createSession({ userId: 'anna' })
        expect(await auth.validateSession(sessionId)).toMatchObject({ user: { userId: 'anna' } })
        expect(await auth.deleteExpiredSessions()).toBe(0)
        await auth.deleteUser('anna')
        await expect(auth.getUser('anna')).rejects.toThrow('AUTH_INVALID_USER_ID')
      } finally {
        await end()
        await drop()
      }
    })
  },
)

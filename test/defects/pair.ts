import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import { type Configuration, lucia, type RequestContext } from 'lucia'
import { inject, onTestFinished } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import type { AuthOptions } from '../../src/internal/options.ts'
import { schemas } from '../fixtures/sqlite.ts'

export const day = 24 * 60 * 60 * 1000

/** The tables of Lucia's documentation, which both halves of a test use. */
export const tableNames = { user: 'user', session: 'user_session', key: 'user_key' }

export interface DatabaseOptions {
  foreignKeys?: boolean
  /** Is told every statement that runs. */
  verbose?: (statement: unknown) => void
}

/** A better-sqlite3 database in memory with the users Anna and Berta, for the length of one test. */
export function openDatabase(options: DatabaseOptions = {}): Database.Database {
  const { foreignKeys = true, verbose } = options
  const database = new Database(':memory:', verbose ? { verbose } : {})
  onTestFinished(() => void database.close())
  database.pragma(`foreign_keys = ${foreignKeys ? 'on' : 'off'}`)
  for (const statement of inject('sqliteTables').lucia) database.exec(statement)
  database.exec(`insert into user (id, username) values ('anna', 'anna'), ('berta', 'berta')`)
  return database
}

type PlainConfig = Partial<Configuration<object, object>>

/** Lucia as it is published, with its official adapter, on a database of its own. */
export function plain<const Config extends PlainConfig = Record<never, never>>(
  config: Config = {} as Config,
  options?: DatabaseOptions,
) {
  const database = openDatabase(options)
  const adapter = betterSqlite3(database, tableNames)
  return { auth: lucia({ adapter, env: 'PROD' as const, ...config }), database }
}

type Schema = typeof schemas.lucia
type Options<Args extends unknown[]> = Omit<
  AuthOptions<Schema, Record<never, never>, object, object, Args>,
  'schema'
>

/** What this library makes of it, on an equal database. */
export function ours<Args extends unknown[] = [RequestContext]>(
  options?: Options<Args>,
  databaseOptions?: DatabaseOptions,
) {
  const database = openDatabase(databaseOptions)
  return { ...createAuth(database, { schema: schemas.lucia, ...options }), database }
}

export type SessionState = 'active' | 'idle' | 'expired'

/** Writes a session past Lucia, as one that was made earlier. */
export function plantSession(
  database: Database.Database,
  id: string,
  { userId = 'anna', state = 'active' as SessionState } = {},
): void {
  const ends = { active: [1, 15], idle: [-1, 13], expired: [-15, -1] }[state]
  const [active, idle] = ends.map((days) => Date.now() + days * day)
  database
    .prepare(
      'insert into user_session (id, user_id, active_expires, idle_expires) values (?, ?, ?, ?)',
    )
    .run(id, userId, active, idle)
}

/** The ids of a table's rows, read past Lucia. */
export function ids(database: Database.Database, table: keyof typeof tableNames): string[] {
  const rows = database.prepare(`select id from "${tableNames[table]}" order by id`).all()
  return (rows as { id: string }[]).map((row) => row.id)
}

import { type Adapter, type InitializeAdapter, lucia } from 'lucia'
import type { Auth } from '../../src/internal/auth/auth.ts'
import type { AuthOptions } from '../../src/internal/options.ts'
import type { AuthSchema } from '../../src/internal/schema/auth-schema.ts'
import type { TableNames } from '../../src/internal/schema/names.ts'
import type { Handle } from '../drivers/driver.ts'
import type { sqliteFixtures } from './sqlite.ts'

type Schema = (typeof sqliteFixtures)[0]['schema']
type UserAttributes = { username: string }
type SessionAttributes = { country: string | null }
export type Row = Record<string, unknown>

/** Tables that an app has had before this library, and the schema that the app writes for them. */
export interface Fixture {
  name: string
  tableNames: TableNames
  schema: AuthSchema
  statements: string[]
}

/** A database with a fixture's tables, read and written through the bare driver. */
export interface ExistingDatabase {
  /** What `createAuth()` is given. */
  handle: unknown
  /** The official adapter, on the same handle. */
  adapter: InitializeAdapter<Adapter>
  /** How a session's expiry is stored, in SQL. */
  storageOfExpiry: string
  run(statement: string): Promise<unknown>
  rows(statement: string): Promise<Row[]>
  close(): Promise<unknown>
}

/** One driver, with the databases that the documentation of its official adapter makes. */
export interface ExistingEngine {
  name: string
  createAuth: unknown
  fixtures: readonly Fixture[]
  open(tableNames: TableNames): Promise<ExistingDatabase>
}

/** How a session's expiry is stored, in SQL: PostgreSQL and MySQL have one type per column. */
export const storageOfExpiry = {
  sqlite: 'typeof(active_expires)',
  postgres: 'pg_typeof(active_expires)::text',
  mysql: `'a number'`,
}

/** A kind of handle with the official adapter on it. */
export function existingOn(
  { name, createAuth, dialect, open }: Handle,
  official: (handle: never, tableNames: TableNames) => InitializeAdapter<Adapter>,
  fixtures: readonly Fixture[],
): ExistingEngine {
  return {
    name,
    createAuth,
    fixtures,
    async open(tableNames) {
      const opened = await open([])
      const adapter = official(opened.handle as never, tableNames)
      return { ...opened, adapter, storageOfExpiry: storageOfExpiry[dialect] }
    },
  }
}

type OurAuth = Auth<Schema, UserAttributes, SessionAttributes, never[]>
type CreateAuth = (
  handle: unknown,
  options: AuthOptions<Schema, Record<never, never>, UserAttributes, SessionAttributes>,
) => { auth: OurAuth; tableNames: TableNames }

/** Both halves on one database: `createAuth()`, and plain Lucia with its official adapter. */
export interface Halves {
  ours: OurAuth
  official: Omit<OurAuth, 'deleteExpiredSessions' | 'isTrustedRequest'>
  database: ExistingDatabase
  tableNames: TableNames
}

function plainLucia(adapter: InitializeAdapter<Adapter>): Halves['official'] {
  const auth: unknown = lucia({
    adapter,
    env: 'PROD',
    getUserAttributes: ({ username }): UserAttributes => ({ username }),
    getSessionAttributes: ({ country }): SessionAttributes => ({ country }),
  })
  return auth as OurAuth
}

/** Makes a fixture's tables, hands both halves over, and closes the database whatever happens. */
export async function withHalves(
  engine: ExistingEngine,
  { tableNames, schema, statements }: Fixture,
  body: (halves: Halves) => Promise<void>,
): Promise<void> {
  const database = await engine.open(tableNames)
  try {
    for (const statement of statements) await database.run(statement)
    const createAuth = engine.createAuth as CreateAuth
    const { auth } = createAuth(database.handle, {
      schema: schema as Schema,
      getUserAttributes: ({ username }) => ({ username }),
      getSessionAttributes: ({ country }) => ({ country }),
    })
    await body({ ours: auth, official: plainLucia(database.adapter), database, tableNames })
  } finally {
    await database.close()
  }
}

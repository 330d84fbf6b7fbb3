import { prisma as official } from '@lucia-auth/adapter-prisma'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { integer, text } from 'drizzle-orm/sqlite-core'
import { lucia } from 'lucia'
import { onTestFinished } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import { createSchema } from '../../src/schema/sqlite.ts'
import type { Row } from '../conformance/engine.ts'
import { openSqliteFile } from '../drivers/sqlite-file.ts'
import type { ClientModule, TestClient } from './clients.ts'
import { generate } from './generate.ts'

const references = (actions: string) =>
  `REFERENCES "User" ("id") ON DELETE ${actions} ON UPDATE CASCADE`

/** The tables that Prisma makes of `app.prisma`; with other actions, those of an older database. */
export const appTables = (ofSessionsAndKeys = 'CASCADE') => [
  `CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'reader',
    "deletedAt" BIGINT
  )`,
  `CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL ${references(ofSessionsAndKeys)},
    "active_expires" BIGINT NOT NULL,
    "idle_expires" BIGINT NOT NULL,
    "country" TEXT NOT NULL DEFAULT 'CH'
  )`,
  `CREATE TABLE "Key" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hashed_password" TEXT,
    "user_id" TEXT NOT NULL ${references(ofSessionsAndKeys)}
  )`,
  `CREATE TABLE "Order" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL ${references('RESTRICT')}
  )`,
  'CREATE UNIQUE INDEX "User_email_key" ON "User" ("email")',
]

const schema = createSchema({
  tableNames: { user: 'User', session: 'Session', key: 'Key' },
  user: {
    email: text('email').notNull().unique(),
    role: text('role').notNull().default('reader'),
    deletedAt: integer('deletedAt'),
  },
  session: { country: text('country').notNull().default('CH') },
})

const show = { getUserAttributes: ({ email, role }: Row) => ({ email, role }) }

/** What is called here of a client; its own types exist only once it is generated. */
export interface AppClient extends TestClient {
  $extends(extension: object | ((client: AppClient) => AppClient)): AppClient
  $executeRawUnsafe(statement: string): PromiseLike<unknown>
  $transaction(operations: unknown[]): Promise<unknown[]>
  $transaction(run: (tx: AppClient) => Promise<void>): Promise<void>
  user: Record<'update' | 'delete', (query: object) => Promise<Row>>
  order: Record<'create', (query: object) => Promise<Row>>
}

/** Lucia here on a client of the app, and plain Lucia on it with the official adapter. */
export const here = (client: unknown) => createAuth(client as never, { schema, ...show }).auth
export const plain = (client: unknown) =>
  lucia({ adapter: official(client as never), env: 'PROD', ...show })

export const anna = {
  userId: 'anna',
  key: { providerId: 'email', providerUserId: 'a@b.c', password: null },
  attributes: { email: 'a@b.c' },
}

/** A database of the app in SQLite for one test, read through the bare driver. */
export async function openApp({ PrismaClient }: ClientModule, tables = appTables()) {
  const { file, database, close } = await openSqliteFile(tables)
  const clients: TestClient[] = []
  onTestFinished(async () => {
    for (const client of clients) await client.$disconnect()
    await close()
  })
  return {
    /** A client of its own; its driver adapter may be replaced. */
    connect(adapt = (adapter: PrismaBetterSqlite3): object => adapter): AppClient {
      const client = new PrismaClient({
        adapter: adapt(new PrismaBetterSqlite3({ url: `file:${file}` })),
      })
      clients.push(client)
      return client as AppClient
    },
    run: (statement: string) => void database.exec(statement),
    rows: (table: string) => database.prepare<[], Row>(`SELECT * FROM "${table}"`).all(),
  }
}

/** Generates the client of the app, under a name of the test file's own. */
export async function generateApp(name: string): Promise<ClientModule> {
  return await import((await generate(name, 'sqlite', ['app.prisma'])).client)
}

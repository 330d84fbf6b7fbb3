import { prisma as official } from '@lucia-auth/adapter-prisma'
import { PrismaPg } from '@prisma/adapter-pg'
import { readReplicas } from '@prisma/extension-read-replicas'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import { existingCases } from '../existing/cases.ts'
import { type ExistingDatabase, type Row, withHalves } from '../existing/engine.ts'
import { emptyPostgres } from '../servers/empty-postgres.ts'
import type { ClientModule } from './clients.ts'
import { generate, installed } from './generate.ts'
import type { Query } from './subjects.ts'

const load = async (name: string, line = ''): Promise<ClientModule> => {
  const source = `schemas = ["app", "shop"]\n  ${line}`
  const files = await generate(name, 'postgresql', ['shapes.prisma'], { ...installed, source })
  return import(files.client)
}
const [{ PrismaClient }, withoutKeys] = await Promise.all([
  load('shapes'),
  load('shapes-relations', 'relationMode = "prisma"'),
])

/** What an extension calls of a client. */
interface Client {
  $disconnect(): Promise<void>
  $extends(extension: unknown): Client
  $transaction(operations: unknown[]): Promise<unknown[]>
  $executeRawUnsafe(statement: string): PromiseLike<unknown>
}

interface Shape {
  name: string
  /** Whether the database has foreign keys. */
  foreignKeys?: false
  Client?: ClientModule['PrismaClient']
  /** Whether the official adapter's own sign-ups are refused there: it fills the client without. */
  isTooMuch?: true
  extend?(client: Client, another: () => Client): Client
  /** What its database has beside the tables. */
  statements?: string[]
}

const shapes: Shape[] = [
  { name: 'schemas, an enum and mapped names' },
  { name: 'relationMode = "prisma"', foreignKeys: false, Client: withoutKeys.PrismaClient },
  {
    name: 'read replicas',
    extend: (client, another) =>
      client.$extends(readReplicas({ replicas: [another() as never] }) as never),
  },
  {
    name: 'row-level security',
    isTooMuch: true,
    statements: [
      `DO $$ BEGIN CREATE ROLE lucia_tenant; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
      'GRANT USAGE ON SCHEMA app, shop TO lucia_tenant',
      'GRANT ALL ON ALL TABLES IN SCHEMA app, shop TO lucia_tenant',
      ...['app.member', 'app.visit', 'app.secret'].flatMap((table) => [
        `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
        `CREATE POLICY tenant ON ${table} USING (current_setting('app.tenant', true) = 'one')`,
      ]),
    ],
    extend: (client) =>
      client.$extends({
        query: {
          $allModels: {
            async $allOperations({ args, query }: Query) {
              const [, , result] = await client.$transaction([
                client.$executeRawUnsafe('SET LOCAL ROLE lucia_tenant'),
                client.$executeRawUnsafe(`SET LOCAL "app.tenant" = 'one'`),
                query(args),
              ])
              return result
            },
          },
        },
      }),
  },
]

const references = (actions: string) =>
  `REFERENCES app.member ("_id") ON DELETE ${actions} ON UPDATE CASCADE`

/** The tables that Prisma makes of `shapes.prisma`. */
const tables = (foreignKeys: boolean) =>
  [
    'CREATE SCHEMA app; CREATE SCHEMA shop',
    `CREATE TYPE app."Role" AS ENUM ('reader', 'w-r')`,
    `CREATE TABLE app.member ("_id" TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE,
      role app."Role" NOT NULL DEFAULT 'reader')`,
    `CREATE TABLE app.visit (id TEXT PRIMARY KEY, "userId" TEXT NOT NULL ${references('CASCADE')},
      "activeExpires" BIGINT NOT NULL, "idleExpires" BIGINT NOT NULL, country TEXT)`,
    `CREATE TABLE app.secret (id TEXT PRIMARY KEY, "userId" TEXT NOT NULL ${references('CASCADE')},
      hashed_password TEXT)`,
    `CREATE TABLE shop."Order" (id TEXT PRIMARY KEY, "userId" TEXT NOT NULL ${references('RESTRICT')})`,
  ].map((one) => (foreignKeys ? one : one.replace(/ REFERENCES .*CASCADE/, '')))

const tableNames = { user: 'app.member', session: 'app.visit', key: 'app.secret' }

/** A row by the names of its fields. */
const named = ({ userId, ...row }: Row) =>
  userId === undefined ? row : { ...row, user_id: userId }

function engineOf({ Client = PrismaClient, extend = (client) => client, isTooMuch }: Shape) {
  return {
    name: 'Prisma',
    // Of the schema that other drivers need, nothing.
    createAuth: (handle: never, { schema: _, ...options }: { schema: unknown }) =>
      createAuth(handle, options as never),
    async open(): Promise<ExistingDatabase> {
      const { url, own, release } = await emptyPostgres()
      const clients: Client[] = []
      const connect = () => {
        const adapter = new PrismaPg({ connectionString: url })
        const client = new Client({ adapter }) as unknown as Client
        clients.push(client)
        return client
      }
      const base = connect()
      const handle = extend(base, connect)
      return {
        handle,
        adapter: official((isTooMuch ? base : handle) as never),
        storageOfExpiry: 'pg_typeof("activeExpires")::text',
        run: (statement) => own.query(statement),
        async rows(statement) {
          const text = statement.replace(/^SELECT id (?=FROM app.member$)/, 'SELECT "_id" AS id ')
          return (await own.query<Row>(text)).rows.map(named)
        },
        async close() {
          for (const client of clients) await client.$disconnect()
          await release()
        },
      }
    },
  }
}

describe.each(shapes)('an app with Prisma: $name', (shape) => {
  const { foreignKeys = true, statements = [] } = shape
  const fixture = {
    name: 'filled by the official adapter',
    tableNames,
    schema: undefined as never,
    statements: [...tables(foreignKeys), ...statements],
  }
  const engine = { ...engineOf(shape), fixtures: [fixture] }

  existingCases(engine)

  it('keeps a user whom a row of the app keeps, with all that is theirs', () =>
    withHalves(engine, fixture, async ({ ours, official, database }) => {
      const key = { providerId: 'username', providerUserId: 'anna', password: null }
      await official.createUser({ userId: 'anna', key, attributes: { username: 'anna' } })
      const { sessionId } = await official.createSession({
        userId: 'anna',
        attributes: { country: 'CH' },
      })
      await database.run(`INSERT INTO shop."Order" VALUES ('order-1', 'anna')`)
      await expect(ours.deleteUser('anna')).rejects.toMatchObject({
        code: expect.stringMatching(/^P20(03|14)$/),
      })
      expect(await ours.validateSession(sessionId)).toEqual(await official.getSession(sessionId))
      expect(await official.useKey('username', 'anna', null)).toMatchObject({ userId: 'anna' })
    }))
})

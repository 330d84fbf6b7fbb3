import type { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaD1 } from '@prisma/adapter-d1'
import { readReplicas } from '@prisma/extension-read-replicas'
import { Miniflare } from 'miniflare'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Row } from '../conformance/engine.ts'
import { type AppClient, anna, appTables, generateApp, here, openApp } from './app.ts'

const client = await generateApp('transactions')
const d1 = new Miniflare({
  modules: true,
  script: 'export default {}',
  compatibilityDate: '2025-06-01',
  d1Databases: ['DB'],
})
afterAll(() => d1.dispose())
// Prisma's adapter prints every statement that the database refuses.
beforeEach(() => {
  const print = vi.spyOn(console, 'error').mockReturnValue()
  return () => print.mockRestore()
})

/** A client that cannot do several writes at once, or not as others do, and its database. */
interface Subject {
  name: string
  open(tables: string[]): Promise<{
    client: AppClient
    rows(table: string): Row[] | Promise<Row[]>
    run(statement: string): unknown
  }>
}

/** An adapter that refuses transactions, in the words of Neon's over HTTP, and is else as given. */
function withoutTransactions(factory: PrismaBetterSqlite3): object {
  return Object.assign(Object.create(factory), {
    async connect() {
      const startTransaction = () =>
        Promise.reject(new Error('Transactions are not supported in HTTP mode'))
      return Object.assign(await factory.connect(), { startTransaction })
    },
  })
}

/** Wraps each query in a transaction of its own, as extensions for row-level security do. */
function wrapping(base: AppClient): AppClient {
  return base.$extends({
    query: {
      $allModels: {
        async $allOperations({ args, query }: { args: object; query(args: object): unknown }) {
          const setting = base.$executeRawUnsafe('PRAGMA user_version = 1')
          return (await base.$transaction([setting, query(args)]))[1]
        },
      },
    },
  })
}

const subjects: Subject[] = [
  {
    name: 'a client with transactions',
    async open(tables) {
      const app = await openApp(client, tables)
      return { ...app, client: app.connect() }
    },
  },
  {
    name: 'a driver adapter that refuses transactions',
    async open(tables) {
      const app = await openApp(client, tables)
      return { ...app, client: app.connect(withoutTransactions) }
    },
  },
  {
    name: 'an extension that wraps each query in a transaction',
    async open(tables) {
      const app = await openApp(client, tables)
      return { ...app, client: wrapping(app.connect()) }
    },
  },
  {
    name: 'D1',
    async open(tables) {
      const database = await d1.getD1Database('DB')
      for (const table of ['Order', 'Key', 'Session', 'User']) {
        await database.prepare(`DROP TABLE IF EXISTS "${table}"`).run()
      }
      for (const statement of tables) await database.prepare(statement).run()
      return {
        client: new client.PrismaClient({ adapter: new PrismaD1(database as never) }) as AppClient,
        run: (statement) => database.prepare(statement).run(),
        rows: async (table) =>
          (await database.prepare(`SELECT * FROM "${table}"`).all<Row>()).results,
      }
    },
  },
]

const another = { ...anna, userId: 'berta', attributes: { email: 'berta@b.c' } }
const withoutReferences = appTables().map((statement) =>
  statement.replace(/ REFERENCES "User".*CASCADE/g, ''),
)

describe.each(subjects)('on $name', ({ open }) => {
  it('signs up a user with a key, both or neither', async () => {
    const { client, rows } = await open(appTables())
    const auth = here(client)
    expect(await auth.createUser(anna)).toMatchObject({ userId: 'anna', email: 'a@b.c' })
    await expect(auth.createUser(another)).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
    const free = { ...another, key: { ...anna.key, providerUserId: 'berta' } }
    const takenId = auth.createUser({ ...free, userId: 'anna' })
    await expect(takenId).rejects.toMatchObject({ table: 'User', columns: ['id'] })
    const takenEmail = auth.createUser({ ...free, attributes: anna.attributes })
    await expect(takenEmail).rejects.toMatchObject({ table: 'User', columns: ['email'] })
    expect(await rows('User')).toEqual([
      { id: 'anna', email: 'a@b.c', role: 'reader', deletedAt: null },
    ])
    expect(await rows('Key')).toEqual([
      { id: 'email:a@b.c', user_id: 'anna', hashed_password: null },
    ])
  })

  it.each([
    ['cascade', appTables()],
    ['do not cascade', appTables('RESTRICT')],
    ['are none', withoutReferences],
  ])('deletes a user with its keys and sessions, where references %s', async (_, tables) => {
    const { client, rows, run } = await open(tables)
    const auth = here(client)
    await auth.createUser(anna)
    await auth.createUser({ ...another, key: { ...anna.key, providerUserId: 'berta' } })
    for (const userId of ['anna', 'berta']) await auth.createSession({ userId })
    await auth.deleteUser('anna')
    await auth.deleteUser('anna')
    expect(await rows('User')).toMatchObject([{ id: 'berta' }])
    for (const table of ['Key', 'Session']) {
      expect(await rows(table)).toMatchObject([{ user_id: 'berta' }])
    }
    await run(`INSERT INTO "Order" VALUES ('order-1', 'berta')`)
  })

  it.each([
    ['cascade', appTables()],
    ['do not cascade', appTables('RESTRICT')],
  ])(
    'deletes nothing of a user whom a row of the app keeps, where references %s',
    async (_, tables) => {
      const { client, rows, run } = await open(tables)
      const auth = here(client)
      await auth.createUser(anna)
      const { sessionId } = await auth.createSession({ userId: 'anna' })
      await run(`INSERT INTO "Order" VALUES ('order-1', 'anna')`)
      const before = [await rows('User'), await rows('Key'), await rows('Session')]
      await expect(auth.deleteUser('anna')).rejects.toMatchObject({ code: 'P2003' })
      expect([await rows('User'), await rows('Key'), await rows('Session')]).toEqual(before)
      await expect(auth.validateSession(sessionId)).resolves.toMatchObject({ state: 'active' })
      await expect(auth.useKey('email', 'a@b.c', null)).resolves.toMatchObject({ userId: 'anna' })
    },
  )
})

describe('with read replicas that lag behind', () => {
  const open = async () => {
    const [primary, replica] = [await openApp(client), await openApp(client)]
    const extended = primary
      .connect()
      .$extends(readReplicas({ replicas: [replica.connect() as never] }) as never)
    return { auth: here(extended), primary, replica }
  }

  it('signs up, signs in and changes a user whom the replica does not know yet', async () => {
    const { auth, primary } = await open()
    const user = { userId: 'anna', email: 'a@b.c', role: 'reader' }
    expect(await auth.createUser(anna)).toEqual(user)
    const session = await auth.createSession({ userId: 'anna' })
    expect(session.user).toEqual(user)
    expect(await auth.validateSession(session.sessionId)).toEqual(session)
    expect(await auth.useKey('email', 'a@b.c', null)).toMatchObject({ userId: 'anna' })
    expect(await auth.updateUserAttributes('anna', { role: 'admin' })).toMatchObject({
      role: 'admin',
    })
    await auth.createKey({ ...anna.key, userId: 'anna', providerId: 'github' })
    await auth.deleteUser('anna')
    await expect(auth.validateSession(session.sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
    for (const table of ['User', 'Key', 'Session']) expect(primary.rows(table)).toEqual([])
  })

  it('shows a change as it was written, whatever the replica still has', async () => {
    const { auth, primary, replica } = await open()
    await auth.createUser(anna)
    replica.run(`INSERT INTO "User" (id, email, role) VALUES ('anna', 'old@b.c', 'reader')`)
    const updated = await auth.updateUserAttributes('anna', { email: 'new@b.c' })
    expect(updated).toEqual({ userId: 'anna', email: 'new@b.c', role: 'reader' })
    await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
    replica.run(`INSERT INTO "Session" SELECT 'session-1', 'anna', 1e15, 1e15, 'XX'`)
    const session = await auth.updateSessionAttributes('session-1', { country: 'DE' })
    expect(primary.rows('Session')).toMatchObject([{ country: 'DE' }])
    expect(session.idlePeriodExpiresAt.getTime()).toBe(
      Number(primary.rows('Session')[0]?.idle_expires),
    )
  })

  it('asks the replica first', async () => {
    const { auth, replica } = await open()
    replica.run(`INSERT INTO "User" (id, email) VALUES ('carla', 'c@b.c')`)
    await expect(auth.getUser('carla')).resolves.toMatchObject({ email: 'c@b.c' })
  })
})

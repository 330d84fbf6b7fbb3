import type { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaD1 } from '@prisma/adapter-d1'
import type { Row } from '../conformance/engine.ts'
import { startD1 } from '../servers/d1.ts'
import { type AppClient, openApp } from './app.ts'
import type { ClientModule } from './clients.ts'

const d1 = startD1()
/** Ends the D1 of the subjects. */
export const disposeD1 = () => d1.dispose()

/** What an extension is given of a query. */
export interface Query {
  args: object
  query(args: object): unknown
}

/** A client that cannot do several writes at once, or not as others do, and its database. */
export interface Subject {
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
        async $allOperations({ args, query }: Query) {
          const setting = base.$executeRawUnsafe('PRAGMA user_version = 1')
          return (await base.$transaction([setting, query(args)]))[1]
        },
      },
    },
  })
}

export const subjectsOf = (client: ClientModule): Subject[] => [
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

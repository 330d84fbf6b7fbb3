import { inspect } from 'node:util'
import type { D1Database } from '@cloudflare/workers-types'
import { PrismaD1 } from '@prisma/adapter-d1'
// @ts-expect-error made by the test, of the fixture with all column modes
import * as modes from '@prisma/modes/edge'
// @ts-expect-error made by the test, for Node
import * as node from '@prisma/node'
// @ts-expect-error made by the test, by prisma-client
import * as workerd from '@prisma/workerd'
import { createAuth } from '../../src/prisma/edge.ts'
import { createAuth as createAuthForNode } from '../../src/prisma.ts'
import { conformance } from '../conformance/conformance.ts'
import type { CreateAuth, Engine, SchemaName } from '../conformance/engine.ts'
import { ownAccess, withoutForeignKeys } from '../conformance/sql.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { visit } from '../workerd/visit.ts'
import { collect } from '../workerd/vitest.ts'
import { interopCases } from './interop.ts'
import { withoutSchema } from './without-schema.ts'

interface Bindings {
  DB: D1Database
  TABLES: Record<SchemaName, string[]>
}

/** D1, whose tables the tests read and write through the bare binding. */
function engineOn({ DB, TABLES }: Bindings): Engine {
  const run = async (statement: string) => void (await DB.prepare(statement).run())
  return {
    name: 'Prisma on D1, through its client for Workers',
    schemas,
    createAuth: createAuth as unknown as CreateAuth,
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      await dropTables(DB)
      const rows = async (statement: string) => (await DB.prepare(statement).all()).results
      const statements = names.flatMap((schema) => TABLES[schema])
      for (const statement of foreignKeys ? statements : withoutForeignKeys(statements)) {
        await run(statement)
      }
      const adapter = new PrismaD1(DB)
      // One client is made by the entry itself, of its options; the other is an instance.
      const handle = names.includes('modes') ? new modes.PrismaClient({ adapter }) : { adapter }
      return {
        handle: handle as never,
        ...ownAccess('sqlite', { run, rows }),
        close: async () => {},
      }
    },
  }
}

/** Empties the database: its tables refer to one another, so those without references go last. */
async function dropTables(DB: D1Database): Promise<void> {
  const { results } = await DB.prepare(
    `select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'
     order by sql like '%REFERENCES%' desc`,
  ).all<{ name: string }>()
  for (const { name } of results) await DB.prepare(`drop table "${name}"`).run()
}

/** What is said of a client that cannot run here. */
function refusals({ DB }: Bindings): unknown[] {
  const client = new node.PrismaClient({ adapter: new PrismaD1(DB) })
  return [createAuth, createAuthForNode].map((entry) => {
    try {
      return (entry as typeof createAuthForNode)(client, { schema: schemas.lucia })
    } catch (error) {
      return String(error)
    }
  })
}

/** What an app does in one request, on a client of the other generator. */
async function visitOn({ DB, TABLES }: Bindings): Promise<unknown> {
  await engineOn({ DB, TABLES }).open(['lucia'])
  const client = new workerd.PrismaClient({ adapter: new PrismaD1(DB) })
  const { auth } = createAuthForNode(
    client as never,
    {
      getUserAttributes: ({ username }: { username: string }) => ({ username }),
    } as never,
  )
  return await visit(auth as never)
}

/** `/cases` lists the tests of the conformance suite, `/case?name=` runs one. */
export default {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    // Prisma's adapter prints every statement that the database refuses.
    console.error = () => {}
    const engine = engineOn(bindings)
    const cases = collect(() => {
      conformance(withoutSchema(engine))
      conformance(engine)
      interopCases(bindings.DB, async () => (await engine.open(['modes'])).handle)
    })
    if (pathname === '/visit') return Response.json(await visitOn(bindings))
    if (pathname === '/refusals') return Response.json(refusals(bindings))
    if (pathname === '/cases') return Response.json([...cases.keys()])
    const run = cases.get(searchParams.get('name') ?? '')
    if (!run) return new Response('There is no such test', { status: 404 })
    try {
      await run()
      return new Response('passed')
    } catch (error) {
      return new Response(inspect(error), { status: 500 })
    }
  },
}

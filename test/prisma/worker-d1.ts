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
import { d1Engine, type Tables } from '../conformance/d1-engine.ts'
import type { Engine } from '../conformance/engine.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { answerCases } from '../workerd/test-worker.ts'
import { visit } from '../workerd/visit.ts'
import { collect } from '../workerd/vitest.ts'
import { interopCases } from './interop.ts'
import { withoutSchema } from './without-schema.ts'

interface Bindings {
  DB: D1Database
  TABLES: Tables
}

function engineOn({ DB, TABLES }: Bindings): Engine {
  const adapter = new PrismaD1(DB)
  return d1Engine(
    DB,
    TABLES,
    'Prisma on D1, through its client for Workers',
    createAuth,
    // One client is made by the entry itself, of its options; the other is an instance.
    (names) => (names.includes('modes') ? new modes.PrismaClient({ adapter }) : { adapter }),
  )
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

export default {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    const { pathname } = new URL(request.url)
    // Prisma's adapter prints every statement that the database refuses.
    console.error = () => {}
    if (pathname === '/visit') return Response.json(await visitOn(bindings))
    if (pathname === '/refusals') return Response.json(refusals(bindings))
    const engine = engineOn(bindings)
    const cases = collect(() => {
      conformance(withoutSchema(engine))
      conformance(engine)
      interopCases(bindings.DB, async () => (await engine.open(['modes'])).handle)
    })
    return await answerCases(request, cases)
  },
}

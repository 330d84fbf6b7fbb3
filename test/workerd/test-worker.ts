import { inspect } from 'node:util'
import { conformance } from '../conformance/conformance.ts'
import type { CreateAuth, Schemas } from '../conformance/engine.ts'
import { openRemotely, reachableUrl, type WorkerBindings } from './remote-database.ts'
import { visit } from './visit.ts'
import { collect } from './vitest.ts'

/** A driver's handle on a database, and how to close it. */
interface Opened {
  handle: object
  close(): Promise<unknown>
}

/** A driver in a Worker, with each kind of handle that it has by name. */
export interface WorkerDriver {
  createAuth: unknown
  schemas: object
  handles: Readonly<Record<string, (url: string) => Opened | Promise<Opened>>>
}

interface Context {
  waitUntil(promise: Promise<unknown>): void
}

/**
 * A Worker that runs the conformance suite, each test in a request of its own: `/cases` lists the
 * tests, `/case?name=` runs one. `/visit?handle=&url=` does what an app does in one request.
 */
export function testWorker(driver: WorkerDriver) {
  return {
    async fetch(request: Request, bindings: WorkerBindings, context: Context): Promise<Response> {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname !== '/visit') return await answerCases(request, casesOf(driver, bindings))
      try {
        return await runVisit(driver, bindings, context, Object.fromEntries(searchParams))
      } catch (error) {
        return new Response(inspect(error), { status: 500 })
      }
    },
  }
}

/** Answers `/cases` with the names of tests, and `/case?name=` by running one. */
export async function answerCases(
  request: Request,
  cases: ReturnType<typeof collect>,
): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname === '/cases') return Response.json([...cases.keys()])
  const run = cases.get(searchParams.get('name') ?? '')
  if (!run) return new Response('There is no such test', { status: 404 })
  try {
    await run()
    return new Response('passed')
  } catch (error) {
    return new Response(inspect(error), { status: 500 })
  }
}

function casesOf(driver: WorkerDriver, bindings: WorkerBindings) {
  const schemas = driver.schemas as Schemas
  const createAuth = driver.createAuth as CreateAuth
  return collect(() => {
    for (const [name, connect] of Object.entries(driver.handles)) {
      conformance({
        name,
        schemas,
        createAuth,
        async open(...asked) {
          const database = await openRemotely(bindings, ...asked)
          const { handle, close } = await connect(reachableUrl(bindings, database.url))
          return {
            ...database,
            handle: handle as never,
            async close() {
              await close()
              await database.close()
            },
          }
        },
      })
    }
  })
}

async function runVisit(
  { handles, createAuth, schemas }: WorkerDriver,
  bindings: WorkerBindings,
  context: Context,
  asked: Record<string, string>,
): Promise<Response> {
  const connect = handles[asked.handle ?? '']
  if (!connect || !asked.url) return new Response('There is no such handle', { status: 404 })
  const { handle, close } = await connect(reachableUrl(bindings, asked.url))
  try {
    const { auth } = (createAuth as CreateAuth)(handle as never, {
      schema: (schemas as Schemas).lucia,
      getUserAttributes: ({ username }) => ({ username }),
    })
    return Response.json(await visit(auth))
  } finally {
    context.waitUntil(close())
  }
}

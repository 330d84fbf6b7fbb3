import type { Engine, TestDatabase } from '../conformance/engine.ts'
import { type Gateway, startGateway } from '../servers/gateway.ts'

/** What a Worker asks of the databases. */
export interface DatabaseCall {
  method: 'open' | Exclude<keyof TestDatabase, 'handle'>
  /** Which database, other than for `open`. */
  url: string
  values: unknown[]
}

/**
 * Lets a Worker make databases on an engine and use their methods, which go through the bare driver
 * in Node. The handles of the engine are `{ url }`.
 */
export function startDatabases(engine: Engine): Promise<Gateway> {
  const databases = new Map<string, TestDatabase>()
  return startGateway(async ({ body }) => {
    const { method, url, values } = body as DatabaseCall
    if (method === 'open') {
      const database = await engine.open(...(values as Parameters<Engine['open']>))
      const opened = addressOf(database)
      databases.set(opened, database)
      return { status: 200, body: { value: opened } }
    }
    const database = databases.get(url)
    if (!database) return { status: 404, body: `There is no database at ${url}` }
    if (method === 'close') databases.delete(url)
    const run = database[method] as (...values: unknown[]) => Promise<unknown>
    return { status: 200, body: { value: await run(...values) } }
  })
}

/** For an engine that only a Worker connects to. */
export function addressOnly(url: string) {
  return { handle: { url }, close: async () => {} }
}

/** The address of a database that was opened so. */
export function addressOf({ handle }: TestDatabase): string {
  return (handle as { url: string }).url
}

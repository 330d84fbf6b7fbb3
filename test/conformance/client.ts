import { nameless } from '../fixtures/nameless/nameless.ts'
import { inSnakeCase } from '../fixtures/nameless/snake-case.ts'
import type { CreateAuth, Engine, Schemas } from './engine.ts'

/** How an app makes a Drizzle client of its own on a handle. */
export interface Client {
  dialect: keyof typeof nameless
  drizzle(handle: never, config: object): unknown
}

/** A Drizzle client of the app's, or a transaction of it, as far as the tests use it. */
export interface AppClient {
  execute?(statement: object): Promise<unknown>
  all?(statement: object): unknown
  run?(statement: object): unknown
  transaction(body: (tx: AppClient) => Promise<void>): Promise<void>
}

/** The fixtures of an engine, but for tables whose columns have no names where they need none. */
export function namelessSchemas({ schemas }: Engine, { dialect }: Client): Schemas {
  return { ...schemas, ...(nameless[dialect] as unknown as Partial<Schemas>) }
}

/**
 * The engine, with `createAuth()` on a Drizzle client of the app's: one that makes the names of
 * columns, which the tables do not have.
 */
export function throughClient(engine: Engine, client: Client): Engine {
  const clients = new WeakMap<object, unknown>()
  return {
    ...engine,
    name: `${engine.name}, through a Drizzle client`,
    schemas: namelessSchemas(engine, client),
    async open(...asked) {
      const database = await engine.open(...asked)
      // Drizzle knows the columns of a table by its name, and others have had one of that name here.
      clients.delete(database.handle)
      return database
    },
    createAuth: ((handle, options) => {
      const known = clients.get(handle) ?? client.drizzle(handle, inSnakeCase)
      clients.set(handle, known)
      return engine.createAuth(known as never, options)
    }) as CreateAuth,
  }
}

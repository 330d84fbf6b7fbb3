import { describe } from 'vitest'
import { inSnakeCase, nameless } from '../fixtures/nameless.ts'
import type { CreateAuth, Engine, Schemas } from './engine.ts'
import { sessionCases } from './sessions.ts'
import { userCases } from './users.ts'

interface Client {
  dialect: keyof typeof nameless
  drizzle(handle: never, config: object): unknown
}

/**
 * The engine, with `createAuth()` on a Drizzle client of the app's: one that makes the names of
 * columns, which the tables do not have.
 */
export function throughClient(engine: Engine, { dialect, drizzle }: Client): Engine {
  const clients = new WeakMap<object, unknown>()
  return {
    ...engine,
    name: `${engine.name}, through a Drizzle client`,
    schemas: { ...engine.schemas, lucia: nameless[dialect] as unknown as Schemas['lucia'] },
    createAuth: ((handle, options) => {
      const client = clients.get(handle) ?? drizzle(handle, inSnakeCase)
      clients.set(handle, client)
      return engine.createAuth(client as never, options)
    }) as CreateAuth,
  }
}

/** What of the suite goes by names of columns, and by transactions. */
export function clientCases(engine: Engine): void {
  describe(engine.name, () => {
    describe('users and keys', () => userCases(engine))
    describe('sessions', () => sessionCases(engine))
  })
}

import { createAuth as d1 } from '../../src/d1.ts'
import { createAuth as durableSqlite } from '../../src/durable-sqlite.ts'
import { createAuth as libsql } from '../../src/libsql.ts'
import { createAuth as neonHttp } from '../../src/neon-http.ts'
import { createAuth as planetscale } from '../../src/planetscale.ts'
import type { UntypedCreateAuth } from '../drivers/driver.ts'

/** What one entry answers to one binding: the code and message of its error, or neither. */
export interface Answer {
  entry: string
  binding: string
  code?: string
  message?: string
}

interface Objects {
  newUniqueId(): unknown
  get(id: unknown): { fetch(url: string): Promise<Response>; prepare: unknown }
}

interface Environment {
  SQLITE_OBJECTS: Objects
  OTHER_OBJECTS: Objects
  DB: { withSession(): unknown }
  OBJECTS: Objects
  SERVICE: { values(): Promise<unknown>; prepare: unknown }
}

const inNode = {
  d1,
  'durable-sqlite': durableSqlite,
  libsql,
  'neon-http': neonHttp,
  planetscale,
} as unknown as Record<string, UntypedCreateAuth>

/** A Worker that tries each of its bindings on the inNode that need no Node. */
export default {
  async fetch(_request: Request, env: Environment): Promise<Response> {
    const stub = env.OBJECTS.get(env.OBJECTS.newUniqueId())
    const candidates: Record<string, unknown> = {
      ...env,
      session: env.DB.withSession(),
      stub,
      'a method of a stub': stub.prepare,
      'a method of a service': env.SERVICE.prepare,
      'what a service returns': await env.SERVICE.values(),
      cache: (globalThis as unknown as { caches: { default: unknown } }).caches.default,
      'the environment': env,
      'a missing binding': (env as unknown as Record<string, unknown>)['DATABASE'],
    }
    const inside = [env.SQLITE_OBJECTS, env.OTHER_OBJECTS].map(async (objects) => {
      const response = await objects.get(objects.newUniqueId()).fetch('http://object.test/')
      return (await response.json()) as Answer[]
    })
    return Response.json([...answersTo(candidates), ...(await Promise.all(inside)).flat()])
  },
}

interface ObjectContext {
  storage: { sql: object }
}

/** Tries what a Durable Object finds inside itself, where SQLite is behind its storage. */
export class SqliteObject {
  readonly kind: string = 'SQLite'
  readonly #context: ObjectContext

  constructor(context: ObjectContext) {
    this.#context = context
  }

  fetch(): Response {
    const { storage } = this.#context
    const found = { ctx: this.#context, storage, 'storage.sql': storage.sql }
    const named = Object.entries(found).map(([name, value]) => [`${name} (${this.kind})`, value])
    return Response.json(answersTo(Object.fromEntries(named)))
  }
}

/** The same, where there is none. */
export class OtherObject extends SqliteObject {
  override readonly kind = 'no SQLite'
}

function answersTo(candidates: Record<string, unknown>): Answer[] {
  return Object.entries(candidates).flatMap(([binding, value]) =>
    Object.entries(inNode).map(([entry, createAuth]) => answer(entry, binding, createAuth, value)),
  )
}

function answer(
  entry: string,
  binding: string,
  createAuth: UntypedCreateAuth,
  value: unknown,
): Answer {
  try {
    createAuth(value, {})
    return { entry, binding }
  } catch (error) {
    const { code = 'none', message } = error as Error & { code?: string }
    return { entry, binding, code, message }
  }
}

import { createAuth as d1 } from '../../src/d1.ts'
import { createAuth as libsql } from '../../src/libsql.ts'
import { createAuth as planetscale } from '../../src/planetscale.ts'
import type { UntypedCreateAuth } from './entries.ts'

/** What one entry answers to one binding: the code and message of its error, or neither. */
export interface Answer {
  entry: string
  binding: string
  code?: string
  message?: string
}

interface Environment {
  DB: { withSession(): unknown }
  OBJECTS: { newUniqueId(): unknown; get(id: unknown): { prepare: unknown } }
  SERVICE: { values(): Promise<unknown>; prepare: unknown }
}

const entries = { d1, libsql, planetscale } as unknown as Record<string, UntypedCreateAuth>

/** A Worker that tries each of its bindings on the entries that need no Node. */
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
    const answers = Object.entries(candidates).flatMap(([binding, value]) =>
      Object.entries(entries).map(([entry, createAuth]) =>
        answer(entry, binding, createAuth, value),
      ),
    )
    return Response.json(answers)
  },
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

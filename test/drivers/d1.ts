import { drizzle } from 'drizzle-orm/d1'
import { createAuth } from '../../src/d1.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { startD1 } from '../servers/d1.ts'
import { Counter } from './counter.ts'
import { type DriverInNode, entryOf, type Handle } from './driver.ts'
import { counting, type Row, tablesOf } from './tables.ts'

const entry = entryOf(createAuth, 'sqlite', schemas)

async function d1With(tables: object | string[]) {
  const server = startD1()
  const binding = await server.getD1Database('DB')
  for (const statement of await tablesOf('sqlite', tables)) await binding.prepare(statement).run()
  return { binding, close: () => server.dispose() }
}

/** A D1 whose workerd is gone is what a binding of `getPlatformProxy()` may meet in development. */
const d1: Handle = {
  name: 'D1',
  ...entry,
  drizzle: (binding, config) => drizzle(binding, config),
  messages: {
    ended: 'Attempted to use poisoned stub',
    refused: '',
    missing: 'D1_ERROR: no such table',
  },
  async open(tables = {}) {
    const { binding, close } = await d1With(tables)
    const run = (statement: string) => binding.prepare(statement).run()
    const rows = async (statement: string) => (await binding.prepare(statement).all<Row>()).results
    return { handle: binding, query: rows, run, rows, counts: counting(rows), end: close, close }
  },
}

const sending = ['run', 'all', 'raw', 'first', 'batch']

export const driver: DriverInNode<'d1'> = {
  name: 'd1',
  ...entry,
  says: /a D1 binding, such as env\.DB: .* in the wrangler configuration/,
  handles: [d1],
  async open() {
    const { binding, close } = await d1With([])
    const handles = {
      'a binding': binding,
      'a session of it': binding.withSession(),
      'Drizzle on it': drizzle(binding as never),
    }
    return { handles, close }
  },
  async count() {
    const { counting, sent } = new Counter()
    const { binding, close } = await d1With(schemas.tokens)
    /** The binding or a statement of it: what it prepares or binds counts too. */
    const counted = <Target extends object>(target: Target): Target =>
      new Proxy(target, {
        get(_, property) {
          const method = Reflect.get(target, property)
          if (typeof method !== 'function') return method
          const own = method.bind(target)
          if (sending.includes(String(property))) return counting(own)
          return (...args: unknown[]) => counted(own(...args))
        },
      })
    return { handle: counted(binding), schema: schemas.tokens, sent, close }
  },
  app: {
    drizzle: 'd1',
    imports: [],
    packages: ['@cloudflare/workers-types'],
    handleImport: "import type { D1Database } from '@cloudflare/workers-types'",
    handle: 'D1Database',
  },
}

import { env } from 'cloudflare:test'
import { drizzle } from 'drizzle-orm/d1'
import { inject } from 'vitest'
import { createAuth } from '../../src/d1.ts'
import { sameValues } from '../values/differential.ts'
import { type Client, type CreateAuth, inBatch } from '../values/driver.ts'
import { sqliteValues } from '../values/sqlite-dialect.ts'

const rows = async (statement: string) =>
  (await env.DB.prepare(statement).all<Record<string, unknown>>()).results

sameValues({
  name: 'D1',
  dialect: sqliteValues,
  createAuth: createAuth as unknown as CreateAuth,
  together: inBatch,
  async open(schema) {
    const statements = inject('sqliteValuesTables')
    await env.DB.batch(statements.map((statement) => env.DB.prepare(statement)))
    return {
      handle: env.DB,
      plain: drizzle(env.DB, { schema }) as unknown as Client,
      rows,
      own: rows,
      async close() {
        const tables = ['user_session', 'user_key', 'users']
        await env.DB.batch(tables.map((table) => env.DB.prepare(`drop table ${table}`)))
      },
    }
  },
})

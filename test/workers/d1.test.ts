import { env } from 'cloudflare:test'
import { d1 as adapter } from '@lucia-auth/adapter-sqlite'
import { drizzle } from 'drizzle-orm/d1'
import kv from 'unstorage/drivers/cloudflare-kv-binding'
import { describe, inject } from 'vitest'
import { createAuth } from '../../src/d1.ts'
import { throughClient } from '../conformance/client.ts'
import { byColumns } from '../conformance/columns.ts'
import { conformance } from '../conformance/conformance.ts'
import type { CreateAuth, Engine } from '../conformance/engine.ts'
import { officially } from '../conformance/official.ts'
import { sessionAdapterCases } from '../conformance/session-adapter.ts'
import { ownAccess, withoutForeignKeys } from '../conformance/sql.ts'
import { schemas } from '../fixtures/sqlite.ts'

const tables = inject('sqliteTables')

function engineOn(name: string, open: () => D1Database | D1DatabaseSession): Engine {
  return {
    name,
    schemas,
    createAuth: createAuth as CreateAuth,
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      const run = async (statement: string) => void (await env.DB.prepare(statement).run())
      const rows = async (statement: string) => (await env.DB.prepare(statement).all()).results
      const statements = names.flatMap((schema) => tables[schema])
      for (const statement of foreignKeys ? statements : withoutForeignKeys(statements)) {
        await run(statement)
      }
      return {
        handle: open() as never,
        ...ownAccess('sqlite', { run, rows }),
        close: dropTables,
      }
    },
  }
}

/** Empties the database: its tables refer to one another, so those without references go last. */
async function dropTables(): Promise<void> {
  const { results } = await env.DB.prepare(
    `select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'
     order by sql like '%REFERENCES%' desc`,
  ).all<{ name: string }>()
  if (results.length === 0) return
  await env.DB.batch(results.map(({ name }) => env.DB.prepare(`drop table "${name}"`)))
}

const d1 = engineOn('D1', () => env.DB)

conformance(d1)
conformance(
  throughClient(d1, {
    dialect: 'sqlite',
    drizzle: (binding, config) => drizzle(binding, config),
  }),
)
byColumns(d1)
officially(d1, adapter, {})
describe('D1 with sessions in KV', () => {
  sessionAdapterCases(d1, () => kv({ binding: env.SESSIONS }))
})
conformance(engineOn('a session of D1', () => env.DB.withSession('first-primary')))

import { env } from 'cloudflare:test'
import { d1 as adapter } from '@lucia-auth/adapter-sqlite'
import { drizzle } from 'drizzle-orm/d1'
import kv from 'unstorage/drivers/cloudflare-kv-binding'
import { describe, inject } from 'vitest'
import { createAuth } from '../../src/d1.ts'
import { throughClient } from '../conformance/client.ts'
import { byColumns } from '../conformance/columns.ts'
import { conformance } from '../conformance/conformance.ts'
import { d1Engine } from '../conformance/d1-engine.ts'
import { officially } from '../conformance/official.ts'
import { sessionAdapterCases } from '../conformance/session-adapter.ts'

const engineOn = (name: string, open: () => D1Database | D1DatabaseSession) =>
  d1Engine(env.DB, inject('sqliteTables'), name, createAuth, open)

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

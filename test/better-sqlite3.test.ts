import { betterSqlite3 as adapter } from '@lucia-auth/adapter-sqlite'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import memory from 'unstorage/drivers/memory'
import { describe } from 'vitest'
import { betterSqlite3 } from './conformance/better-sqlite3.ts'
import { throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { officially } from './conformance/official.ts'
import { sessionAdapterCases } from './conformance/session-adapter.ts'

conformance(betterSqlite3)
conformance(throughClient(betterSqlite3, 'sqlite', drizzle))
officially(betterSqlite3, adapter)
byColumns(betterSqlite3)
describe('better-sqlite3 with sessions in memory', () => {
  sessionAdapterCases(betterSqlite3, () => memory())
})

import { betterSqlite3 as adapter } from '@lucia-auth/adapter-sqlite'
import memory from 'unstorage/drivers/memory'
import { describe } from 'vitest'
import { throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { byBegin, inTransaction } from './conformance/in-transaction.ts'
import { officially } from './conformance/official.ts'
import { sessionAdapterCases } from './conformance/session-adapter.ts'
import { betterSqlite3 } from './drivers/better-sqlite3.ts'
import { engineOf } from './drivers/engine.ts'

const engine = engineOf(betterSqlite3)

conformance(engine)
conformance(throughClient(engine, betterSqlite3))
conformance(inTransaction(engine, betterSqlite3, byBegin))
officially(engine, adapter)
byColumns(engine)
describe('better-sqlite3 with sessions in memory', () => {
  sessionAdapterCases(engine, () => memory())
})

import { mysql2 as adapter } from '@lucia-auth/adapter-mysql'
import { throughClient } from './conformance/client.ts'
import { byColumns, byIndex } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { inTransaction } from './conformance/in-transaction.ts'
import { officially } from './conformance/official.ts'
import { shared } from './conformance/shared.ts'
import { engineOf } from './drivers/engine.ts'
import { mysql2Connection, mysql2Pool } from './drivers/mysql2.ts'

const pool = engineOf(mysql2Pool)

conformance(pool)
conformance(throughClient(shared(pool), mysql2Pool))
conformance(inTransaction(shared(pool), mysql2Pool))
officially(pool, adapter, {})
byColumns(pool, byIndex)
conformance(engineOf(mysql2Connection))

import { mysql2 as adapter } from '@lucia-auth/adapter-mysql'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns, byIndex } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { officially } from './conformance/official.ts'
import { engineOf } from './drivers/engine.ts'
import { mysql2Connection, mysql2Pool } from './drivers/mysql2.ts'

const pool = engineOf(mysql2Pool)

conformance(pool)
clientCases(throughClient(pool, mysql2Pool))
officially(pool, adapter, {})
byColumns(pool, byIndex)
conformance(engineOf(mysql2Connection))

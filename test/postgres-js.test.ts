import { postgres as adapter } from '@lucia-auth/adapter-postgresql'
import { throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { inTransaction } from './conformance/in-transaction.ts'
import { officially } from './conformance/official.ts'
import { shared } from './conformance/shared.ts'
import { engineOf } from './drivers/engine.ts'
import { postgresJs } from './drivers/postgres-js.ts'

const engine = engineOf(postgresJs)

conformance(engine)
conformance(throughClient(shared(engine), postgresJs))
conformance(inTransaction(shared(engine), postgresJs))
officially(engine, adapter)
byColumns(engine)

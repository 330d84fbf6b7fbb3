import { postgres as adapter } from '@lucia-auth/adapter-postgresql'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { officially } from './conformance/official.ts'
import { engineOf } from './drivers/engine.ts'
import { postgresJs } from './drivers/postgres-js.ts'

const engine = engineOf(postgresJs)

conformance(engine)
clientCases(throughClient(engine, postgresJs))
officially(engine, adapter)
byColumns(engine)

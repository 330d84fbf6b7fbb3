import { throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { inTransaction } from './conformance/in-transaction.ts'
import { engineOf } from './drivers/engine.ts'
import { pglite } from './drivers/pglite.ts'

const engine = engineOf(pglite)

conformance(engine)
conformance(throughClient(engine, pglite))
conformance(inTransaction(engine, pglite))
byColumns(engine)

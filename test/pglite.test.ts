import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { engineOf } from './drivers/engine.ts'
import { pglite } from './drivers/pglite.ts'

const engine = engineOf(pglite)

conformance(engine)
clientCases(throughClient(engine, pglite))
byColumns(engine)

import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { engineOf } from './drivers/engine.ts'
import { neonHttp } from './drivers/neon-http.ts'

const engine = engineOf(neonHttp)

conformance(engine)
clientCases(throughClient(engine, neonHttp))
byColumns(engine)

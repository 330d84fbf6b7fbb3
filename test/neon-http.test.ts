import { throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { shared } from './conformance/shared.ts'
import { engineOf } from './drivers/engine.ts'
import { neonHttp } from './drivers/neon-http.ts'

const engine = engineOf(neonHttp)

conformance(engine)
conformance(throughClient(shared(engine), neonHttp))
byColumns(engine)

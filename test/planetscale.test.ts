import { planetscale as adapter } from '@lucia-auth/adapter-mysql'
import { throughClient } from './conformance/client.ts'
import { byColumns, byIndex } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { inTransaction } from './conformance/in-transaction.ts'
import { officially } from './conformance/official.ts'
import { shared } from './conformance/shared.ts'
import { engineOf } from './drivers/engine.ts'
import { planetscale, planetscaleConnection } from './drivers/planetscale.ts'

const client = engineOf(planetscale)
const connection = engineOf(planetscaleConnection)

conformance(client)
conformance(throughClient(shared(client), planetscale))
conformance(inTransaction(shared(client), planetscale))
conformance(connection)
officially(connection, adapter, {})
byColumns(connection, byIndex)

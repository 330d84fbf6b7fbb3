import { libsql as adapter } from '@lucia-auth/adapter-sqlite'
import { throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { inTransaction } from './conformance/in-transaction.ts'
import { officially } from './conformance/official.ts'
import { shared } from './conformance/shared.ts'
import { engineOf } from './drivers/engine.ts'
import { libsqlFile, libsqlOverHttp } from './drivers/libsql.ts'

const file = engineOf(libsqlFile)

conformance(file)
conformance(throughClient(shared(file), libsqlFile))
conformance(inTransaction(shared(file), libsqlFile))
officially(file, adapter, {})
byColumns(file)
conformance(engineOf(libsqlOverHttp))

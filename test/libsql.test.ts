import { libsql as adapter } from '@lucia-auth/adapter-sqlite'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { officially } from './conformance/official.ts'
import { engineOf } from './drivers/engine.ts'
import { libsqlFile, libsqlOverHttp } from './drivers/libsql.ts'

const file = engineOf(libsqlFile)

conformance(file)
clientCases(throughClient(file, libsqlFile))
officially(file, adapter, {})
byColumns(file)
conformance(engineOf(libsqlOverHttp))

import { drizzle } from 'drizzle-orm/neon-http'
import { createAuth } from '../src/neon-http.ts'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { postgresEngine } from './conformance/postgres.ts'
import { neonOverHttp, startNeon } from './servers/neon.ts'

const neonHttp = postgresEngine('Neon over HTTP', createAuth, async (postgresUrl) => {
  const { url, stop } = await startNeon(postgresUrl)
  return { handle: neonOverHttp(url), close: stop }
})

conformance(neonHttp)
clientCases(throughClient(neonHttp, 'postgres', drizzle))
byColumns(neonHttp)

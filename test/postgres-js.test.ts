import { postgres as adapter } from '@lucia-auth/adapter-postgresql'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { createAuth } from '../src/postgres-js.ts'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { officially } from './conformance/official.ts'
import { postgresEngine } from './conformance/postgres.ts'

const postgresJs = postgresEngine('postgres.js', createAuth, (url) => {
  const client = postgres(url, { max: 5 })
  return { handle: client, close: () => client.end() }
})

conformance(postgresJs)
clientCases(throughClient(postgresJs, 'postgres', drizzle))
officially(postgresJs, adapter)
byColumns(postgresJs)

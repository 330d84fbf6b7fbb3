import postgres from 'postgres'
import { createAuth } from '../src/postgres-js.ts'
import { conformance } from './conformance/conformance.ts'
import { postgresEngine } from './conformance/postgres.ts'

conformance(
  postgresEngine('postgres.js', createAuth, (url) => {
    const client = postgres(url, { max: 5 })
    return { handle: client, close: () => client.end() }
  }),
)

import { Pool } from '@neondatabase/serverless'
import { afterAll, describe } from 'vitest'
import { createAuth } from '../src/pg.ts'
import { adapterCases } from './conformance/adapter.ts'
import { clientCases } from './conformance/client.ts'
import { postgresEngine } from './drivers/engine.ts'
import { startNeonSocket } from './servers/neon-socket.ts'

const proxy = await startNeonSocket()
afterAll(() => proxy.stop())

const engine = postgresEngine("Neon's Pool, over WebSockets", createAuth, (connectionString) => {
  const pool = new Pool({ connectionString, max: 5 })
  pool.on('error', () => {})
  return { handle: pool, close: () => pool.end() }
})

describe("Neon's Pool as a Lucia adapter", () => adapterCases(engine))
clientCases(engine)

import { Pool } from '@neondatabase/serverless'
import { afterAll } from 'vitest'
import { createAuth } from '../src/pg.ts'
import { conformance } from './conformance/conformance.ts'
import { shared } from './conformance/shared.ts'
import { postgresEngine } from './drivers/engine.ts'
import { startNeonSocket } from './servers/neon-socket.ts'

const proxy = await startNeonSocket()
afterAll(() => proxy.stop())

const engine = postgresEngine("Neon's Pool, over WebSockets", createAuth, (connectionString) => {
  const pool = new Pool({ connectionString, max: 5 })
  pool.on('error', () => {})
  return { handle: pool, close: () => pool.end() }
})

conformance(shared(engine))

import { neon, neonConfig, types } from '@neondatabase/serverless'
import { DatabaseError, Pool, type PoolClient } from 'pg'
import { type GatewayRequest, type GatewayResponse, startGateway } from './gateway.ts'
import type { TestServer } from './guarded-server.ts'

const parsers = Object.values(types.builtins).map(
  (type) => [type, types.getTypeParser(type)] as const,
)

/**
 * A client of the driver, whose requests go over plain HTTP to the host and port of its URL. It begins
 * with the driver's own parsers: those of Drizzle's clients are for all of a process.
 */
export function neonOverHttp(url: string) {
  for (const [type, parser] of parsers) types.setTypeParser(type, parser)
  neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`
  return neon(url)
}

/**
 * A stand-in for Neon's hosted service: its HTTP protocol in front of a real PostgreSQL, which runs
 * every statement. Several are a transaction, of which the answer is all or an error.
 */
export async function startNeon(postgresUrl: string): Promise<TestServer> {
  // Texts as the server sent them, whatever the type.
  const types = { getTypeParser: () => (text: string) => text }
  const pool = new Pool({ connectionString: postgresUrl, max: 20, types: types as never })
  // A connection that a test ends while nobody uses it must not end this process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const gateway = await startGateway((request) => answer(request, pool))
  const url = new URL(postgresUrl)
  Object.assign(url, { username: user, password, host: `127.0.0.1:${gateway.port}` })
  return {
    url: url.href,
    stop: async () => {
      await gateway.stop()
      await pool.end()
    },
  }
}

const user = 'neondb_owner'
const password = 'npg_test'

interface Query {
  query: string
  params: (string | null)[]
}

async function answer(request: GatewayRequest, pool: Pool): Promise<GatewayResponse> {
  const { method, path, headers } = request
  if (`${method} ${path}` !== 'POST /sql') return { status: 404, body: 'not found' }
  const url = new URL(String(headers['neon-connection-string']))
  if (url.username !== user || url.password !== password) {
    const message = `password authentication failed for user '${url.username}'`
    return { status: 400, body: { message, code: '28P01', severity: 'FATAL' } }
  }
  // Whatever is asked of the real driver, it sends these, and parses texts by itself.
  for (const name of ['neon-raw-text-output', 'neon-array-mode']) {
    if (headers[name] !== 'true') return { status: 500, body: `${name} must be true` }
  }
  try {
    return { status: 200, body: await withClient(pool, (client) => run(client, request)) }
  } catch (error) {
    if (!(error instanceof DatabaseError)) return { status: 500, body: String(error) }
    return { status: 400, body: { ...error, message: error.message } }
  }
}

async function withClient(
  pool: Pool,
  work: (client: PoolClient) => Promise<unknown>,
): Promise<unknown> {
  const client = await pool.connect()
  let broken = true
  try {
    const result = await work(client)
    broken = false
    return result
  } catch (error) {
    broken = !(error instanceof DatabaseError) || error.severity === 'FATAL'
    throw error
  } finally {
    client.release(broken)
  }
}

async function run(client: PoolClient, { headers, body }: GatewayRequest): Promise<unknown> {
  const asked = body as Query | { queries: Query[] }
  if (!('queries' in asked)) return await execute(client, asked)
  await client.query(`begin ${modesOf(headers)}`)
  try {
    const results = []
    for (const query of asked.queries) results.push(await execute(client, query))
    await client.query('commit')
    return { results }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

function modesOf(headers: GatewayRequest['headers']): string {
  const isolation = headers['neon-batch-isolation-level']
  return [
    isolation && `isolation level ${String(isolation).replace(/([a-z])([A-Z])/g, '$1 $2')}`,
    headers['neon-batch-read-only'] === 'true' && 'read only',
    headers['neon-batch-deferrable'] === 'true' && 'deferrable',
  ]
    .filter(Boolean)
    .join(' ')
}

async function execute(client: PoolClient, { query: text, params: values }: Query) {
  const { command, rowCount, rows, fields } = await client.query({ text, values, rowMode: 'array' })
  return { command, rowCount: rowCount ?? 0, rows, fields, rowAsArray: true }
}

import { randomUUID } from 'node:crypto'
import { type GatewayRequest, type GatewayResponse, startGateway } from './gateway.ts'
import type { TestServer } from './guarded-server.ts'
import { PlanetscaleBackend } from './planetscale-backend.ts'

/**
 * A stand-in for PlanetScale's hosted service: its HTTP protocol in front of a real MySQL or
 * MariaDB, which runs every statement. The address goes to the real client as it is,
 * `new Client({ url })`, with no `fetch` of the tests: the client keeps `http:` where it is asked.
 * Not Vitess: no sharding, no row limit, and foreign keys work when the tables have them.
 */
export async function startPlanetscale(mysqlUrl: string): Promise<TestServer> {
  const backend = new PlanetscaleBackend(mysqlUrl)
  const gateway = await startGateway((request) => answer(request, backend))
  return {
    url: `http://${user}:${password}@127.0.0.1:${gateway.port}`,
    stop: async () => {
      await gateway.stop()
      await backend.close()
    },
  }
}

const user = 'planetscale'
const password = 'pscale_pw_test'
const credentials = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

async function answer(
  request: GatewayRequest,
  backend: PlanetscaleBackend,
): Promise<GatewayResponse> {
  if (request.headers.authorization !== credentials) {
    const error = { code: 'UNAUTHENTICATED', message: 'invalid authorization credentials' }
    return { status: 401, body: { error } }
  }
  const { query, session = null } = (request.body ?? {}) as ExecuteRequest
  switch (`${request.method} ${request.path}`) {
    case 'POST /psdb.v1alpha1.Database/CreateSession':
      return { status: 200, body: { session: withTransaction(newSession(), undefined, backend) } }
    case 'POST /psdb.v1alpha1.Database/Execute':
      return execute(query, session ?? newSession(), backend)
    default:
      return { status: 404, body: 'not found' }
  }
}

interface ExecuteRequest {
  query?: string
  session?: Session | null
}

/** What the client sends back as it came: the state of the session is in it, not in the server. */
interface Session {
  signature: string
  vitessSession: {
    autocommit: true
    options: { includedFields: 'ALL'; clientFoundRows: true }
    DDLStrategy: 'direct'
    SessionUUID: string
    enableSystemSettings: true
    inTransaction?: true
    shardSessions?: { target: object; transactionId: string }[]
  }
}

function newSession(): Session {
  return {
    signature: 'gateway',
    vitessSession: {
      autocommit: true,
      options: { includedFields: 'ALL', clientFoundRows: true },
      DDLStrategy: 'direct',
      SessionUUID: randomUUID(),
      enableSystemSettings: true,
    },
  }
}

function withTransaction(
  session: Session,
  transactionId: string | undefined,
  backend: PlanetscaleBackend,
): Session {
  const { inTransaction: _, shardSessions: __, ...rest } = session.vitessSession
  if (transactionId === undefined) return { ...session, vitessSession: rest }
  const target = { keyspace: backend.database, shard: '-', tabletType: 'PRIMARY' }
  const open = { inTransaction: true as const, shardSessions: [{ target, transactionId }] }
  return { ...session, vitessSession: { ...rest, ...open } }
}

/** A failed statement is a 200 too, with `error` in place of `result`, as in the service. */
async function execute(
  query: string | undefined,
  session: Session,
  backend: PlanetscaleBackend,
): Promise<GatewayResponse> {
  if (typeof query !== 'string') return { status: 400, body: 'query is missing' }
  const started = performance.now()
  const open = session.vitessSession.shardSessions?.[0]?.transactionId
  const { transaction, ...outcome } = await backend.execute(query, open)
  const timing = (performance.now() - started) / 1_000
  const next = withTransaction(session, transaction, backend)
  return { status: 200, body: { session: next, ...outcome, timing } }
}

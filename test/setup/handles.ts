import { Miniflare } from 'miniflare'
import callbackMysql from 'mysql2'
import pg from 'pg'
import { inject } from 'vitest'
import { inNode, type NodeDriverName } from '../drivers/drivers.ts'

/** A driver's own handle, or what somebody may pass in its place. */
export interface Candidate {
  name: string
  value: unknown
  /** The entry that takes it, if one does. */
  entry?: NodeDriverName
}

interface Bindings {
  SERVICE: object
  OBJECTS: { newUniqueId(): unknown; get(id: unknown): object }
  [name: string]: unknown
}

export interface Candidates {
  list: Candidate[]
  close(): Promise<unknown>
}

/** Real handles of every driver, and what looks like one. */
export async function openCandidates(): Promise<Candidates> {
  const server = new Miniflare({
    name: 'app',
    modules: true,
    script: `import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers'
      export class Objects extends DurableObject {}
      export default class extends WorkerEntrypoint {}`,
    compatibilityDate: '2025-06-01',
    d1Databases: ['DB'],
    kvNamespaces: ['KV'],
    r2Buckets: ['BUCKET'],
    serviceBindings: { SERVICE: 'app' },
    durableObjects: { OBJECTS: 'Objects' },
  })
  const bindings = await server.getBindings<Bindings>()
  const uri = inject('mysqlUrl')
  const callbackPool = callbackMysql.createPool({ uri })
  const callbackConnection = callbackMysql.createConnection({ uri })
  await callbackConnection.promise().ping()
  const own = await Promise.all(
    inNode.map(async ({ name, open }) => ({ entry: name, ...(await open()) })),
  )
  const strange: Record<string, unknown> = {
    'a callback Pool of mysql2': callbackPool,
    'a callback Connection of mysql2': callbackConnection,
    'a KV namespace': await server.getKVNamespace('KV'),
    'an R2 bucket': await server.getR2Bucket('BUCKET'),
    'a service binding': bindings.SERVICE,
    'a Durable Object': bindings.OBJECTS.get(bindings.OBJECTS.newUniqueId()),
    'all bindings': bindings,
    'the class Pool': pg.Pool,
    'the options of a driver': { connectionString: 'postgres://user:secret@db.test/app' },
    'a connection string': 'postgres://user:secret@db.test/app',
    'the options of createAuth()': { env: 'DEV' },
    'an empty object': {},
    'a number': 5432,
    'an empty string': '',
    'a promise of a handle': Promise.resolve(bindings),
    undefined: undefined,
    null: null,
  }
  return {
    list: [
      ...own.flatMap(({ entry, handles }) =>
        Object.entries(handles).map(([name, value]) => ({
          name: `${entry}: ${name}`,
          value,
          entry,
        })),
      ),
      ...Object.entries(strange).map(([name, value]) => ({ name, value })),
    ],
    async close() {
      callbackConnection.destroy()
      const closings = own.map(({ close }) => close())
      await Promise.all([...closings, callbackPool.promise().end(), server.dispose()])
    },
  }
}

import { join } from 'node:path'
import type { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, vi } from 'vitest'
import { createSchema } from '../../src/schema/sqlite.ts'
import { sqliteTables } from '../ddl.ts'
import { runWell } from '../package/run.ts'
import { installedBun } from '../runtimes/installed.ts'
import { startWorker } from '../workerd/start-worker.ts'
import { type Installed, installApp } from './installed.ts'
import { d1Query, type Query } from './query.ts'
import { appCases } from './script.ts'
import { type Served, serve } from './serve.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

const deno = 'node_modules/@deno/linux-x64-glibc/deno'

const servers: [name: string, command: string, ...args: string[]][] = [
  ['Express 4', 'node', 'express.js', 'express-4'],
  ['Express 5', 'node', 'express.js', 'express'],
  ['Fastify 5', 'node', 'fastify.js'],
  ['Hono 4 on Node', 'node', 'hono.js'],
  ['Hono 4 on Bun', installedBun, 'hono.js'],
  ['Elysia on Bun', installedBun, 'elysia.js'],
  ['withSession() on Bun', installedBun, 'fetch.js'],
  ['withSession() on Deno', deno, 'run', '--allow-all', 'fetch.js'],
]
const packages = ['express@5', 'express-4@npm:express@4', 'fastify@5', '@fastify/formbody@8']
const others = [
  'hono@4',
  '@hono/node-server',
  'elysia@1',
  '@deno/linux-x64-glibc@2',
  // Of the wrangler that the tests have, which runs on every Node.
  'vite@7',
  'wrangler@4.84.1',
  '@cloudflare/vite-plugin@1.33.1',
]

let app: Installed

beforeAll(async () => {
  app = await installApp('servers', ...packages, ...others)
})
afterAll(() => app?.remove())

describe.each(servers)('%s', (name, command, ...args) => {
  let server: Served

  beforeAll(async () => {
    server = await serve(app.folder, app.database.environment, command, ...args)
  })
  afterAll(() => server?.stop())

  appCases(name, () => ({ origin: server.origin, query: app.query }))
})

/** The Worker as wrangler bundles it, and as Vite with Cloudflare's plugin has built it. */
const workers = [
  { bundler: 'wrangler', configuration: 'wrangler.toml' },
  { bundler: 'Vite', configuration: 'dist/hono_worker/wrangler.json' },
]

describe.each(workers)('Hono 4 on workerd, bundled by $bundler', ({ bundler, configuration }) => {
  let worker: Miniflare
  let origin: string
  let query: Query

  beforeAll(async () => {
    if (bundler === 'Vite') await runWell(app.folder, 'npx', 'vite', 'build')
    const source = { configuration: join(app.folder, configuration) }
    worker = await startWorker(source, { d1Databases: ['DB'] })
    origin = (await worker.ready).origin
    const database = await worker.getD1Database('DB')
    query = d1Query(database)
    const tables = await sqliteTables(createSchema())
    await database.batch(tables.map((statement) => database.prepare(statement)))
  })
  afterAll(() => worker?.dispose())

  appCases(`on workerd, by ${bundler}`, () => ({ origin, query }))
})

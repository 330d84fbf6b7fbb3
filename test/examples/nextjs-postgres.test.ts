import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, inject, vi } from 'vitest'
import { queryOf } from '../apps/query.ts'
import { appCases } from '../apps/script.ts'
import { type Served, serve } from '../apps/serve.ts'
import { serveMysql } from '../drivers/database.ts'
import type { ServedDatabase } from '../drivers/driver.ts'
import { root, runWell } from '../package/run.ts'
import { createDatabase, type TestDatabase } from '../servers/database.ts'
import { startPlanetscale } from '../servers/planetscale.ts'
import { accountCases } from './account-cases.ts'
import { initCases } from './init-cases.ts'
import { type InstalledExample, installExample } from './install.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

const next = 'node_modules/next/dist/bin/next'
const drizzleKit = 'node_modules/drizzle-kit/bin.cjs'

let installed: InstalledExample
let database: TestDatabase
let server: Served

// It is installed once, and handed on from app to app.
beforeAll(async () => {
  installed = await installExample('nextjs-postgres', '@planetscale/database@1')
})
afterAll(() => installed?.remove())

/** Makes the tables, builds an app and starts it. */
async function start(folder: string, environment: Record<string, string> = {}): Promise<void> {
  database = await createDatabase(inject('postgresUrl'))
  const variables = { DATABASE_URL: database.url, NEXT_TELEMETRY_DISABLED: '1', ...environment }
  const env = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  await runWell(folder, 'env', ...env, 'node', drizzleKit, 'migrate')
  await runWell(folder, 'env', ...env, 'node', next, 'build')
  server = await serve(folder, variables, 'node', next, 'start', '-p', 'PORT')
}

async function stop(): Promise<void> {
  await server?.stop()
  await database?.drop()
}

/** An empty app beside the example, which takes its packages over. */
async function takeOver(name: string, from = installed.folder): Promise<string> {
  const folder = join(dirname(installed.folder), name)
  await mkdir(folder)
  for (const path of ['node_modules', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    await rename(join(from, path), join(folder, path))
  }
  return folder
}

/** What holds for the example, and for what it has no use for: the Pages Router and the edge. */
function exampleCases(folderOf: () => Promise<string>): void {
  let mysql: ServedDatabase
  let planetscale: Awaited<ReturnType<typeof startPlanetscale>>

  beforeAll(async () => {
    mysql = await serveMysql()
    planetscale = await startPlanetscale(String(mysql.environment.DATABASE_URL))
    const folder = await folderOf()
    await cp(join(root, 'test/apps/next'), folder, { recursive: true })
    await start(folder, { PLANETSCALE_URL: planetscale.url, ENVIRONMENT: 'DEV' })
  })
  afterAll(async () => {
    await stop()
    await planetscale?.stop()
    await mysql?.close()
  })

  const site = () => ({ origin: server.origin, query: queryOf(database.url) })
  const edge = () => ({
    origin: server.origin,
    query: queryOf(String(mysql.environment.DATABASE_URL)),
  })
  accountCases(site)
  appCases('app-router', site, {
    page: '/profile',
    nobody: 'Sign in',
    renewed: '/profile',
    signOut: '/profile',
    field: 'username',
  })
  appCases('pages-router', site, {
    page: '/old',
    renewed: '/old',
    form: '/api/form',
    signIn: '/api/sign-in',
    signOut: '/api/sign-out',
    field: 'username',
  })
  appCases('edge runtime', edge, {
    page: '/edge',
    renewed: '/edge',
    form: '/edge/form',
    signUp: '/edge/sign-up',
    signIn: '/edge/sign-in',
    signOut: '/edge/sign-out',
  })
}

describe('the example, on Next.js 16', () => exampleCases(async () => installed.folder))

let ofInit: string

describe('an app that init sets up', () => {
  beforeAll(async () => {
    ofInit = await takeOver('of-init')
    await mkdir(join(ofInit, 'app'))
    const layout = await readFile(join(installed.folder, 'app/layout.tsx'), 'utf8')
    await writeFile(join(ofInit, 'app/layout.tsx'), layout.replace("import './style.css'", ''))
    const page = 'export default function Page() { return <main /> }'
    await writeFile(join(ofInit, 'app/page.tsx'), page)
    const init = ['--yes', '--with-routes', '--driver', 'pg', '--sign-in', 'username']
    await runWell(ofInit, 'node', 'node_modules/.bin/lucia-setup', 'init', ...init)
    await runWell(ofInit, 'node', drizzleKit, 'generate')
    // What is built takes http for another site, and `next dev` is slow to answer.
    const auth = join(ofInit, 'lib/auth.ts')
    const text = await readFile(auth, 'utf8')
    await writeFile(auth, text.replace("=== 'development'", "=== 'production'"))
    await start(ofInit)
  })
  afterAll(stop)

  initCases(() => server.origin)
})

describe('the example, on Next.js 15', () =>
  exampleCases(async () => {
    const folder = await takeOver('on-next-15', ofInit)
    for (const path of ['app', 'drizzle.config.ts', 'lib', 'migrations', 'proxy.ts', 'public']) {
      await cp(join(root, 'examples/nextjs-postgres', path), join(folder, path), {
        recursive: true,
      })
    }
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
    await runWell(folder, 'npm', 'install', ...quietly, 'next@15')
    await asOnNext15(folder)
    return folder
  }))

/** Before Next.js 16, proxy.ts is called middleware.ts, and is on the edge unless it says so. */
async function asOnNext15(folder: string): Promise<void> {
  const file = join(folder, 'middleware.ts')
  await rename(join(folder, 'proxy.ts'), file)
  const text = await readFile(file, 'utf8')
  const own = text
    .replace('function proxy', 'function middleware')
    .replace('matcher: ', "runtime: 'nodejs', matcher: ")
  await writeFile(file, own)
  // The types are checked with the version that the example names.
  const config = 'export default { typescript: { ignoreBuildErrors: true } }'
  await writeFile(join(folder, 'next.config.ts'), config)
}

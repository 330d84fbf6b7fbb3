// How long it takes to import an entry in Node, and until a Worker that was not there has answered.
import { execFileSync } from 'node:child_process'
import { eachRound, report } from '../measure.ts'
import { bundleCode } from '../size/measure.js'
import { startWorker } from '../workerd.ts'

/** What an app by hand imports where another imports an entry. */
const byHand: Record<string, string[]> = {
  'better-sqlite3': ['@lucia-auth/adapter-sqlite', 'drizzle-orm/better-sqlite3', 'sqlite'],
  d1: ['@lucia-auth/adapter-sqlite', 'drizzle-orm/d1', 'sqlite'],
  libsql: ['@lucia-auth/adapter-sqlite', 'drizzle-orm/libsql', 'sqlite'],
  pg: ['@lucia-auth/adapter-postgresql', 'drizzle-orm/node-postgres', 'pg'],
  'postgres-js': ['@lucia-auth/adapter-postgresql', 'drizzle-orm/postgres-js', 'pg'],
  mysql2: ['@lucia-auth/adapter-mysql', 'drizzle-orm/mysql2', 'mysql'],
  planetscale: ['@lucia-auth/adapter-mysql', 'drizzle-orm/planetscale-serverless', 'mysql'],
}

/** Milliseconds of CPU to import modules, in a process of its own. */
function importTime(modules: string[]): number {
  const script = `
    const start = process.cpuUsage()
    await Promise.all(${JSON.stringify(modules)}.map((name) => import(name)))
    const { user, system } = process.cpuUsage(start)
    console.log((user + system) / 1000)`
  const node = ['--input-type=module', '--eval', script]
  return Number(execFileSync(process.execPath, node, { encoding: 'utf8' }))
}

const targets = [{ against: 'by hand', atMost: 1.1 }]
for (const [entry, [adapter = '', client = '', dialect]] of Object.entries(byHand)) {
  const imports: Record<string, string[]> = {
    'lucia-setup': [`lucia-setup/${entry}`],
    'by hand': ['lucia', adapter, client, `drizzle-orm/${dialect}-core`],
  }
  const figures = await eachRound(Object.keys(imports), 9, async (name) =>
    importTime(imports[name] ?? []),
  )
  report({ name: `import of lucia-setup/${entry}`, unit: 'milliseconds of CPU', figures, targets })
}

// A Worker that loads others: each name that it has not seen yet is a Worker that starts.
const apps: Record<string, string> = { 'lucia-setup': 'with-lucia-setup', 'by hand': 'by-hand' }
const { miniflare, origin } = await startWorker(
  `export default {
    async fetch(request, env) {
      const { name, code } = await request.json()
      const worker = env.LOADER.get(name, () => ({
        compatibilityDate: '2026-04-01',
        compatibilityFlags: ['nodejs_compat'],
        mainModule: 'worker.js',
        modules: { 'worker.js': code },
      }))
      return worker.getEntrypoint().fetch('http://localhost/me')
    },
  }`,
  { workerLoaders: { LOADER: {} } },
)
const codes = new Map<string, string>()
for (const [name, app] of Object.entries(apps)) {
  // A loaded Worker cannot have a database; without a cookie the apps ask nothing of theirs.
  const contents = `
    import app from './${app}.ts'
    const DB = { prepare() {}, batch() {} }
    export default { fetch: (request, env, ctx) => app.fetch(request, { DB }, ctx) }`
  codes.set(name, await bundleCode(contents))
}
let started = 0
const figures = await eachRound(Object.keys(apps), 25, async (name) => {
  const start = performance.now()
  const body = JSON.stringify({ name: `${name}-${started++}`, code: codes.get(name) })
  const response = await fetch(origin, { method: 'POST', body })
  if (response.status !== 401) throw new Error(`${name}: ${await response.text()}`)
  return performance.now() - start
})
report({ name: 'cold start of a Worker with D1', unit: 'milliseconds', figures, targets })
await miniflare.dispose()
process.exit()

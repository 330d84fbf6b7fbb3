import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, vi } from 'vitest'
import { sqliteQuery } from '../apps/query.ts'
import { appCases, type Site } from '../apps/script.ts'
import { sveltekitCases } from '../apps/sveltekit-cases.ts'
import { root, runWell } from '../package/run.ts'
import { accountCases } from './account-cases.ts'
import { type RunningExample, startFolder } from './hono-d1.ts'
import { initCases } from './init-cases.ts'
import { type InstalledExample, installExample } from './install.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

let installed: InstalledExample
let running: RunningExample

beforeAll(async () => {
  installed = await installExample('sveltekit-cloudflare')
})
afterAll(() => installed?.remove())

describe('the example', () => {
  beforeAll(async () => {
    await addCases(installed.folder)
    await runWell(installed.folder, 'npm', 'run', 'build')
    running = await startFolder(installed.folder)
  })
  afterAll(() => running?.stop())

  const site = (): Site => ({ origin: running.origin, query: sqliteQuery(running.database) })
  const pages = { page: '/profile', nobody: 'Sign in', renewed: '/profile', signOut: '/profile' }
  accountCases(site)
  appCases('sveltekit', site, { ...pages, field: 'username' })
  sveltekitCases(site, 'username')
})

/** What the example has no use for: other kinds of answers, and hooks behind that of the session. */
async function addCases(folder: string): Promise<void> {
  await runWell(folder, 'npm', 'run', 'check')
  const source = join(folder, 'src')
  await rename(join(source, 'hooks.server.ts'), join(source, 'session-hook.ts'))
  const app = join(root, 'test/apps/sveltekit/src')
  for (const path of ['form', 'of-another', 'redirect', 'stream']) {
    await cp(join(app, 'routes', path), join(source, 'routes', path), { recursive: true })
  }
  await cp(join(app, 'hooks.server.js'), join(source, 'hooks.server.js'))
}

describe('an app that init sets up', () => {
  beforeAll(async () => {
    const folder = await emptyApp(installed.folder)
    await runWell(folder, 'npx', 'svelte-kit', 'sync')
    const init = ['--yes', '--with-routes', '--driver', 'd1', '--sign-in', 'username']
    await runWell(folder, 'npx', 'lucia-setup', 'init', ...init)
    await writeFile(join(folder, '.dev.vars'), 'ENVIRONMENT=DEV')
    await runWell(folder, 'npx', 'drizzle-kit', 'generate')
    await runWell(folder, 'npm', 'run', 'check')
    await runWell(folder, 'npm', 'run', 'build')
    running = await startFolder(folder)
  })
  afterAll(() => running?.stop())

  initCases(() => running.origin)
})

/** An app as `npx sv create` makes it, on the packages of the example. */
async function emptyApp(example: string): Promise<string> {
  const folder = join(dirname(example), 'of-init')
  await mkdir(folder)
  const kept = ['.env', 'node_modules', 'package.json', 'svelte.config.js', 'tsconfig.json']
  for (const path of [...kept, 'vite.config.ts', 'wrangler.toml', 'src/app.html']) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await rename(join(example, path), join(folder, path))
  }
  const wrangler = await readFile(join(folder, 'wrangler.toml'), 'utf8')
  const bare = wrangler.replace(/\[\[d1_databases\]\][^[]*/, '').replace(/\[vars\].*/s, '')
  await writeFile(join(folder, 'wrangler.toml'), bare)
  await mkdir(join(folder, 'src/routes'))
  await writeFile(join(folder, 'src/routes/+page.svelte'), '<main></main>\n')
  const interfaces = ['Error', 'Locals', 'PageData', 'PageState', 'Platform']
  const types = interfaces.map((name) => `\t\t// interface ${name} {}`)
  const text = ['declare global {', '\tnamespace App {', ...types, '\t}', '}', '', 'export {};']
  await writeFile(join(folder, 'src/app.d.ts'), `${text.join('\n')}\n`)
  await rm(join(folder, 'node_modules/.vite'), { recursive: true, force: true })
  return folder
}

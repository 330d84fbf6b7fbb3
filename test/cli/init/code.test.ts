import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root, runTool } from '../../package/run.ts'
import { type Workplace, workplace } from './app.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

const packages: Record<string, string | undefined> = {
  d1: undefined,
  'better-sqlite3': 'better-sqlite3',
  'bun-sqlite': undefined,
  'node-sqlite': undefined,
  libsql: '@libsql/client',
  pg: 'pg',
  'postgres-js': 'postgres',
  pglite: '@electric-sql/pglite',
  'neon-http': '@neondatabase/serverless',
  mysql2: 'mysql2',
  planetscale: '@planetscale/database',
  'durable-sqlite': undefined,
}
const onlyOnNode = ['better-sqlite3', 'bun-sqlite', 'node-sqlite', 'pglite']
const onlyOnWorkers = ['d1', 'durable-sqlite']
const frameworks = ['hono', '@sveltejs/kit', 'next', undefined]
const wrangler = '{ "name": "app", "compatibility_date": "2026-04-01", "main": "index.ts" }'
const biome = ['--vcs-enabled=false', '--json-formatter-enabled=false', '.']
const tsconfig = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'dom'],
    types: ['node-types-24', 'bun-types'],
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    skipLibCheck: true,
    noEmit: true,
  },
  // What SvelteKit and Next.js have beside them is built with them: see test/examples.
  include: ['app-*/*.config.ts', 'app-*/lib/**/*.ts'],
  exclude: ['**/session.ts'],
}

test('the code of every driver, framework and platform compiles, and is as this project writes it', async () => {
  for (const [driver, packageName] of Object.entries(packages)) {
    for (const framework of frameworks) {
      for (const isWorker of [true, false]) {
        if ((isWorker ? onlyOnNode : onlyOnWorkers).includes(driver)) continue
        if (framework === 'next' && driver !== 'pg') continue
        const names = [packageName, framework].filter((name) => name !== undefined)
        const dependencies = Object.fromEntries(names.map((name) => [name, '*']))
        const app = await place.app()
        await app.write('package.json', JSON.stringify({ dependencies }))
        if (isWorker) await app.write('wrangler.json', wrangler)
        await app.write('tsconfig.json', '{}')
        const flags = [
          '--yes',
          '--driver',
          driver,
          '--sign-in',
          'username',
          '--dir',
          'lib/auth',
          '--with-routes',
        ]
        const { code, output } = await app.init(...flags)
        expect(code, output).toBe(0)
        expect(Object.keys(await app.files())).toContain('lib/auth/auth.ts')
      }
    }
  }
  await writeFile(join(place.folder, 'tsconfig.json'), JSON.stringify(tsconfig))
  const compiled = await runTool(place.folder, 'tsc-7', '-p', '.')
  expect(compiled.output).toBe('')
  await copyFile(join(root, 'biome.json'), join(place.folder, 'biome.json'))
  const formatted = await runTool(place.folder, 'biome', 'format', ...biome)
  expect(formatted.code, formatted.output).toBe(0)
})

test('a file of a framework that is there already stays, and is told of', async () => {
  const app = await place.app()
  await app.write('package.json', '{ "dependencies": { "next": "15", "pg": "8" } }')
  await app.write('tsconfig.json', '{}')
  const files = { 'src/app/layout.tsx': 'export {}\n', 'src/middleware.ts': 'export {}\n' }
  for (const [path, text] of Object.entries(files)) await app.write(path, text)
  const { code, output } = await app.init('--yes')
  expect(code, output).toBe(0)
  expect(output).toContain('src/middleware.ts is there already. It would have been:\n')
  expect(output).toContain("export const config = { runtime: 'nodejs', matcher: ")
  expect(await app.files()).toMatchObject(files)
  expect(await app.read('src/app/account/page.tsx')).toContain("'Sign in first'")
})

test('a hook of SvelteKit that is there already stays, and is told of', async () => {
  const app = await place.app()
  await app.write('package.json', '{ "dependencies": { "@sveltejs/kit": "2", "pg": "8" } }')
  await app.write('tsconfig.json', '{}')
  await app.write('src/hooks.server.ts', 'export {}\n')
  const { code, output } = await app.init('--yes')
  expect(code, output).toBe(0)
  expect(output).toContain('src/hooks.server.ts is there already. It would have been:\n')
  expect(output).toContain('export const handle: Handle = sessionHandle(() => setUp)')
  expect(await app.read('src/hooks.server.ts')).toBe('export {}\n')
})

test('an app with Hono whose sign-in is another one is told how to use the set-up', async () => {
  const app = await place.app()
  await app.write(
    'package.json',
    '{ "type": "module", "dependencies": { "hono": "4", "pg": "8" } }',
  )
  const { code, output } = await app.init('--yes', '--with-routes', '--sign-in', 'other')
  expect(code, output).toBe(0)
  expect(output).toMatch(/In your app:\n +import \{ authMiddleware \} from/)
})

test.each([
  ['in place of empty ones', '// interface Locals {}', 'Locals extends SessionLocals'],
  ['or told beside those of the app', 'interface Locals { mine: string }', 'Locals { mine'],
])("SvelteKit's types are written %s", async (_, locals, says) => {
  const app = await place.app()
  await app.write('package.json', '{ "dependencies": { "@sveltejs/kit": "2", "pg": "8" } }')
  await app.write('tsconfig.json', '{}')
  const types = `declare global {\n  namespace App {\n    ${locals}\n  }\n}\nexport {}\n`
  await app.write('src/app.d.ts', types)
  const { code, output } = await app.init('--yes')
  expect(code, output).toBe(0)
  expect(await app.read('src/app.d.ts')).toContain(says)
  expect(output.includes('In src/app.d.ts, declare in namespace App:')).toBe(
    locals.includes('mine'),
  )
})

test('an app in JavaScript has code without types', async () => {
  const app = await place.app()
  const dependencies = { hono: '*', pg: '*' }
  await app.write('package.json', JSON.stringify({ type: 'module', dependencies }))
  await app.write('wrangler.json', wrangler.replace('index.ts', 'src/index.js'))
  await app.write('src/index.js', "import { Hono } from 'hono'\nexport default new Hono()\n")
  const { output } = await app.init('--yes', '--driver', 'pg')
  const written = Object.keys(await app.files()).filter((path) => path.endsWith('.js'))
  expect(written, output).toEqual([
    'drizzle.config.js',
    'src/auth.js',
    'src/index.js',
    'src/schema.js',
  ])
  for (const path of written) {
    const { code, output } = await runTool(app.folder, 'esbuild', path, '--log-level=error')
    expect(code, output).toBe(0)
  }
  const auth = await app.read('src/auth.js')
  expect(auth).toContain('export function setUpAuth(pool, { ENVIRONMENT }) {')
  expect(auth).toContain('export const authMiddleware = async (c, next) => {')
})

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parse as parseJsonc } from 'jsonc-parser'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { unstable_startWorker as startWorker } from 'wrangler'
import { createDatabase } from '../../servers/database.ts'
import { startWorker as startWithHyperdrive } from '../../workerd/start-worker.ts'
import { type App, type Workplace, workplace } from './app.ts'
import { expectAccounts } from './client.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

/** The commands that init prints. */
function remaining(output: string): string {
  const [, commands = ''] = /(What remains:[\s\S]*?)(\nIn your app:|$)/.exec(output) ?? []
  return commands.trim()
}

/** Applies the migrations as wrangler does, and starts the Worker on that database. */
async function startOnD1(app: App, config: string, binding: string) {
  const persist = join(app.folder, '.state')
  const migrate = ['d1', 'migrations', 'apply', binding, '--local', '--persist-to', persist]
  await app.tool('wrangler', ...migrate)
  const server = { hostname: '127.0.0.1', port: 0 }
  const dev = { persist, server, inspector: false, watch: false, logLevel: 'error' } as const
  const worker = await startWorker({ config: join(app.folder, config), sendMetrics: false, dev })
  await worker.ready
  return { origin: (await worker.url).origin, stop: () => worker.dispose() }
}

describe('a Worker with Hono and D1', () => {
  test('is set up: it compiles, its migration applies, people sign up and in', async () => {
    const app = await place.app('hono-d1')
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    await app.addRoutes('src/index.ts', './auth')
    await app.tool('tsc-7', '--noEmit', '-p', '.')
    await app.tool('drizzle-kit', 'generate')
    expect(await app.tool('drizzle-kit', 'generate')).toContain('No schema changes')
    const { origin, stop } = await startOnD1(app, 'wrangler.jsonc', 'ACCOUNTS')
    await expectAccounts(origin, 'email').finally(stop)
  })

  test('runs on this computer without an account where there was no database', async () => {
    const app = await place.app('hono-d1')
    await app.write(
      'wrangler.jsonc',
      `{
  "name": "app", // ours
  "main": "src/index.ts",
  "compatibility_date": "2026-04-01"
}
`,
    )
    const { code, output } = await app.init('--yes', '--driver', 'd1')
    expect(code, output).toBe(0)
    await app.addRoutes('src/index.ts', './auth')
    await app.tool('drizzle-kit', 'generate')
    const { origin, stop } = await startOnD1(app, 'wrangler.jsonc', 'DB')
    await expectAccounts(origin, 'email').finally(stop)
  })

  test('tells wrangler where the folders of drizzle-kit 1.0 are', async () => {
    const app = await place.app('hono-d1')
    const bound = await app.read('wrangler.jsonc')
    await app.replace(
      'package.json',
      '"dependencies": {',
      '"dependencies": { "drizzle-orm": "^1.0.0-rc.5",',
    )
    const { output } = await app.init('--yes')
    expect(output).toContain(
      'drizzle-kit writes a folder for each migration, which wrangler finds from 4.98 on, with migrations_dir "migrations" and migrations_pattern "migrations/*/migration.sql" for ACCOUNTS in wrangler.jsonc.',
    )
    expect(remaining(output)).toContain('npm i -D drizzle-kit@1.0.0-rc.5\n')

    const unbound = await place.app('hono-d1')
    await unbound.write('package.json', await app.read('package.json'))
    await unbound.write('wrangler.jsonc', bound.replace(/"d1_databases": \[[^\]]*\],?/, ''))
    await unbound.init('--yes', '--driver', 'd1')
    const { d1_databases: databases } = parseJsonc(await unbound.read('wrangler.jsonc'))
    expect(databases).toEqual([
      {
        binding: 'DB',
        database_name: 'hono-d1',
        database_id: 'local',
        migrations_dir: 'migrations',
        migrations_pattern: 'migrations/*/migration.sql',
      },
    ])
  })

  test('keeps the comments of its configuration, and then says what remains, until nothing does', async () => {
    const app = await place.app('hono-d1')
    const before = await app.read('wrangler.jsonc')
    await app.init('--yes')
    const lines = (await app.read('wrangler.jsonc')).split('\n')
    const added = '  "compatibility_flags": ["nodejs_compat"],'
    expect(lines.filter((line) => line !== added).join('\n')).toBe(before)
    expect(lines).toContain(added)
    const files = await app.files()
    const second = await app.init('--yes')
    expect(second.code, second.output).toBe(0)
    expect(remaining(second.output)).toBe(`What remains:
  npm i lucia-setup lucia@2 drizzle-orm@0.45
  npx drizzle-kit generate
  npx wrangler d1 migrations apply ACCOUNTS --local
  npx wrangler d1 migrations apply ACCOUNTS --remote   # when you deploy`)
    expect(await app.files()).toEqual(files)
    const packages = '"lucia": "^2.7.7", "lucia-setup": "^0.1.0", "drizzle-orm": "^0.45.0"'
    await app.replace('package.json', '"dependencies": {', `"dependencies": { ${packages},`)
    await app.tool('drizzle-kit', 'generate')
    expect((await app.init('--yes')).output).toMatch(/\nNothing to do\.\n$/)
  })
})

describe('a Worker that a framework builds', () => {
  test('has its hook and its types, and gets only the flag when it is set up already', async () => {
    const app = await place.app()
    await app.write('package.json', '{ "dependencies": { "@sveltejs/kit": "2" } }')
    const wrangler = `{
  "main": ".svelte-kit/cloudflare/_worker.js",
  "compatibility_date": "2026-04-01",
  "d1_databases": [{ "binding": "DB" }]
}`
    await app.write('wrangler.jsonc', wrangler)
    await app.write('tsconfig.json', '{ "extends": "./.svelte-kit/tsconfig.json" }')
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    const written = await app.files()
    expect(written['src/hooks.server.ts']).toContain(
      "import { setUpAuth } from './lib/server/auth'",
    )
    expect(written['src/app.d.ts']).toContain('Locals extends SessionLocals<typeof setUpAuth> {}')
    expect(Object.keys(written)).toEqual([
      'drizzle.config.ts',
      'package.json',
      'src/app.d.ts',
      'src/hooks.server.ts',
      'src/lib/server/auth.ts',
      'src/lib/server/schema.ts',
      'src/routes/account/+page.server.ts',
      'src/routes/account/+page.svelte',
      'tsconfig.json',
      'wrangler.jsonc',
    ])
    await app.write('wrangler.jsonc', wrangler)
    expect((await app.init('--yes')).output).toContain('Written: wrangler.jsonc.')
    expect(await app.files()).toEqual(written)
  })
})

describe('a Worker with a type of its bindings', () => {
  const types =
    'declare namespace Cloudflare { interface Env { DB: D1Database; ENVIRONMENT: string } }'

  test.each([
    [
      'that wrangler wrote',
      'worker-configuration.d.ts',
      `${types}\ninterface Env extends Cloudflare.Env {}\n`,
      "AuthBindings = Omit<Env, 'ENVIRONMENT'> & { ENVIRONMENT?: string }\n",
    ],
    [
      'that it exports',
      'src/types.ts',
      'export type Bindings = { DB: D1Database }\n',
      'AuthBindings = Bindings & { ENVIRONMENT?: string }\n',
    ],
    [
      'that lacks the database',
      'worker-configuration.d.ts',
      'interface CloudflareBindings { OTHER: D1Database }\n',
      'AuthBindings = CloudflareBindings & {\n  DB: D1Database\n  ENVIRONMENT?: string\n}\n',
    ],
  ])('adds to the one %s', async (_, path, code, says) => {
    const app = await place.app('hono-d1')
    await app.write(
      'wrangler.jsonc',
      '{ "d1_databases": [{ "binding": "DB" }], "env": { "live": { "compatibility_flags": ["x"] } } }',
    )
    await app.write(path, code)
    const { code: exit, output } = await app.init('--yes')
    expect(exit, output).toBe(0)
    const auth = await app.read('src/auth.ts')
    expect(auth).toContain(`export type ${says}`)
    expect(auth.includes("import type { Bindings } from './types'")).toBe(path === 'src/types.ts')
    expect(output).toContain('Add "nodejs_compat" to compatibility_flags of env.live in wrangler')
  })
})

describe('a project of Cloudflare Pages', () => {
  test('is told how its functions import auth, which is no route of theirs', async () => {
    const app = await place.app()
    await app.write('package.json', JSON.stringify({ devDependencies: { typescript: '5' } }))
    await app.write(
      'wrangler.jsonc',
      JSON.stringify({
        name: 'app',
        pages_build_output_dir: 'public',
        compatibility_date: '2026-04-01',
        d1_databases: [{ binding: 'DB', database_name: 'app', database_id: 'local' }],
      }),
    )
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    expect(output).toContain("import { setUpAuth } from '../src/auth'")
  })
})

describe('the commands that remain', () => {
  test('are those of the app: its package manager, its database', async () => {
    const app = await place.app('hono-d1')
    expect(remaining((await app.init('--yes')).output)).toBe(`What remains:
  npm i lucia-setup lucia@2 drizzle-orm@0.45
  npm i -D drizzle-kit@0.31
  npx drizzle-kit generate
  npx wrangler d1 migrations apply ACCOUNTS --local
  npx wrangler d1 migrations apply ACCOUNTS --remote   # when you deploy
  echo ENVIRONMENT=DEV >> .dev.vars`)
  })

  test('name the environment that alone has the database', async () => {
    const app = await place.app('hono-d1')
    await app.write(
      'wrangler.toml',
      'name = "app"\ncompatibility_date = "2026-04-01"\n[env.production]\nd1_databases = [{ binding = "DB", database_name = "live", database_id = "x" }]\n',
    )
    await rm(join(app.folder, 'wrangler.jsonc'))
    const { code, output } = await app.init('--dry-run')
    expect(code, output).toBe(0)
    expect(output).toContain('+compatibility_flags = ["nodejs_compat"]')
    const { output: written } = await app.init('--yes')
    expect(remaining(written)).toContain(
      'npx wrangler d1 migrations apply DB --remote --env production   # when you deploy',
    )
  })

  test('are those of the cf command in a project with a cloudflare.config.ts', async () => {
    const app = await place.app()
    await app.write('package.json', '{ "type": "module", "dependencies": { "hono": "4" } }')
    await app.write('tsconfig.json', '{}')
    await app.write(
      'cloudflare.config.ts',
      `import { bindings, defineWorker } from 'cf/config'
import * as entrypoint from './src/index.ts' with { type: 'cf-worker' }

export default defineWorker({
  name: 'app',
  entrypoint,
  compatibilityDate: '2026-09-01',
  compatibilityFlags: ['global_navigator'],
  env: { ACCOUNTS: bindings.d1({ id: 'some-id' }) },
})
`,
    )
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    expect(output).toContain('cloudflare.config.ts: a Worker, D1 as ACCOUNTS')
    expect(output).toContain('Add "nodejs_compat" to compatibilityFlags in cloudflare.config.ts.')
    expect(remaining(output)).toContain('npx cf d1 migrations apply some-id --local')
    expect(await app.read('src/auth.ts')).toContain('ACCOUNTS: D1Binding')
  })

  test('begin with a database that is added by hand where the configuration is code', async () => {
    const app = await place.app()
    await app.write('package.json', '{ "type": "module", "dependencies": { "hono": "4" } }')
    const code = `export default defineWorker({ name: 'app', compatibilityDate: '2026-09-01' })\n`
    await app.write('cloudflare.config.ts', code)
    const { code: exit, output } = await app.init('--yes', '--driver', 'd1')
    expect(exit, output).toBe(0)
    expect(output).toContain('Add a D1 database with the binding DB to cloudflare.config.ts.')
    expect(await app.read('cloudflare.config.ts')).toBe(code)
  })

  test('make a Hyperdrive configuration, whatever D1 database has its name', async () => {
    const app = await place.app('hono-hyperdrive')
    const d1 = '[[d1_databases]]\nbinding = "DB"\ndatabase_name = "app"\ndatabase_id = "local"\n'
    await app.write('wrangler.toml', `name = "app"\nmain = "src/index.ts"\n\n${d1}`)
    const { code, output } = await app.init('--yes', '--driver', 'pg', '--binding', 'DB')
    expect(code, output).toBe(0)
    expect(remaining(output)).toMatch(/wrangler hyperdrive create app .*--binding DB/)
  })

  test('need no account for a first try where there is no database', async () => {
    const app = await place.app('hono-hyperdrive')
    await app.write('wrangler.toml', 'name = "app"\nmain = "src/index.ts"\n')
    const postgres = await app.init('--dry-run', '--driver', 'pg')
    expect(postgres.code, postgres.output).toBe(0)
    const { output } = await app.init('--yes', '--driver', 'd1')
    expect(await app.read('wrangler.toml')).toBe(`name = "app"
main = "src/index.ts"
compatibility_flags = ["nodejs_compat"]

[[d1_databases]]
binding = "DB"
database_name = "app"
database_id = "local"
`)
    expect(remaining(output)).toMatch(
      /\n {2}pnpm exec wrangler d1 create app {3}# when you deploy, then /,
    )
  })
})

describe('a Worker with its own Drizzle schema', () => {
  test('has the tables of Lucia beside its own, in the same migrations', async () => {
    const app = await place.app('own-schema')
    await app.tool('drizzle-kit', 'generate')
    const schema = await app.read('src/db/schema.ts')
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    expect(await app.read('src/db/schema.ts')).toBe(schema)
    await app.addRoutes('src/index.ts', './auth.ts')
    await app.tool('tsc-7', '-p', '.')
    await app.tool('drizzle-kit', 'generate')
    const migrations = await readdir(join(app.folder, 'drizzle'))
    expect(migrations.filter((name) => name.endsWith('.sql'))).toHaveLength(2)
    const { origin, stop } = await startOnD1(app, 'wrangler.json', 'DB')
    await expectAccounts(origin, 'email').finally(stop)
  })
})

describe.each([
  { name: 'pg', packages: '"pg": "^8.23.1"', server: 'postgresUrl' },
  { name: 'postgres-js', packages: '"postgres": "^3.4.9"', server: 'postgresUrl' },
  { name: 'mysql2', packages: '"mysql2": "^3.24.6"', server: 'mysqlUrl' },
] as const)('a Worker with Hyperdrive and $name', ({ packages, server }) => {
  test('is set up: it compiles, its migration applies, people sign up and in', async () => {
    const app = await place.app('hono-hyperdrive')
    await app.replace('package.json', '"pg": "^8.23.1"', packages)
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    await app.addRoutes('src/index.ts', './auth.ts')
    await app.tool('tsc-7', '-p', '.')
    await app.tool('drizzle-kit', 'generate')
    const database = await createDatabase(inject(server))
    try {
      await app.write('drizzle.url.ts', `process.env.DATABASE_URL = '${database.url}'\n`)
      await app.replace('drizzle.config.ts', 'import', "import './drizzle.url.ts'\nimport")
      await app.tool('drizzle-kit', 'migrate')
      const configuration = join(app.folder, 'wrangler.toml')
      const worker = await startWithHyperdrive(
        { configuration },
        { hyperdrives: { POSTGRES: database.url } },
      )
      const { origin } = await worker.ready
      await expectAccounts(origin, 'email').finally(() => worker.dispose())
    } finally {
      await database.drop()
    }
  })
})

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { serve } from '../../apps/serve.ts'
import { JsonClient } from '../../examples/json-client.ts'
import { run } from '../../package/run.ts'
import { createDatabase } from '../../servers/database.ts'
import { type App, type Workplace, workplace } from './app.ts'
import { expectAccounts } from './client.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

const server = `import { serve } from '@hono/node-server'
import app from './routes.js'

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) })
`

/** Runs the app until the test is over with it. */
async function withServer(
  app: App,
  environment: Record<string, string>,
  body: (origin: string) => Promise<void>,
): Promise<void> {
  const { origin, stop } = await serve(app.folder, environment, 'node', 'dist/index.js')
  await body(origin).finally(stop)
}

/** An app that does what `init` says, with the routes that it has written. */
function routesAsTold(output: string): string {
  const [, told = ''] = /In your app:\n(.*)/s.exec(output) ?? []
  const lines = told.split('\n').map((line) => line.trim())
  const imports = lines.filter((line) => line.startsWith('import'))
  const others = lines.filter((line) => !line.startsWith('import'))
  return ["import { Hono } from 'hono'", ...imports, ...others, 'export default app'].join('\n')
}

/** Sets up an app on Node with Hono, migrates its database and has people sign up and in. */
async function setUpAndVisit(packages: string, url: string, ...flags: string[]): Promise<void> {
  const app = await place.app('hono-node')
  await app.replace('package.json', '"better-sqlite3": "^12.11.1"', packages)
  const { code, output } = await app.init('--yes', ...flags)
  expect(code, output).toBe(0)
  const hasRoutes = flags.includes('--with-routes')
  if (hasRoutes) await app.write('src/routes.ts', routesAsTold(output))
  else await app.addRoutes('src/routes.ts', './auth.js')
  await app.write('src/index.ts', server)
  // The address in a file, since a tool of the app is run without variables.
  const variables = { DATABASE_URL: url, DATABASE_FILE: join(app.folder, 'app.db') }
  const lines = Object.entries(variables).map(([name, value]) => `process.env.${name} = '${value}'`)
  await app.write('variables.js', `${lines.join('\n')}\n`)
  await app.tool('tsc-7', '-p', '.', '--rootDir', 'src')
  await app.tool('drizzle-kit', 'generate')
  await app.replace('drizzle.config.js', 'import', "import './variables.js'\nimport")
  await app.tool('drizzle-kit', 'migrate')
  await withServer(app, variables, (origin) =>
    expectAccounts(origin, 'email', hasRoutes ? '/account' : '/me'),
  )
}

describe('an app on Node with Hono is set up: it compiles and migrates, people sign up and in', () => {
  test('on better-sqlite3', () => setUpAndVisit('"better-sqlite3": "^12.11.1"', ''))

  test('on libSQL, with the routes that it writes', async () => {
    const url = `file:${join(place.folder, 'libsql.db')}`
    await setUpAndVisit('"@libsql/client": "^0.18.0"', url, '--with-routes')
  })

  test('on pg', async () => {
    const database = await createDatabase(inject('postgresUrl'))
    await setUpAndVisit('"pg": "^8.23.1"', database.url).finally(() => database.drop())
  })
})

describe('an app with Lucia v2 from its guide', () => {
  const expiry = Date.now() + 1000 * 60 * 60

  test('goes on with its tables, its sessions and its own code', async () => {
    const app = await place.app('lucia-guide')
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    await app.tool('tsc', '-p', '.')
    const file = join(app.folder, 'app.db')
    const database = new Database(file)
    database.exec(await app.read('schema.sql'))
    database.exec(`INSERT INTO auth_user VALUES ('otto', 'otto', 'red', 3)`)
    database.exec(
      `INSERT INTO auth_session VALUES ('of-before', 'otto', ${expiry}, ${expiry}, 'AT')`,
    )
    await withServer(app, { DATABASE_FILE: file }, async (origin) => {
      const otto = new JsonClient(origin)
      otto.cookies.set('guide_session', 'of-before')
      const body = { userId: 'otto', username: 'otto', colour: 'red' }
      expect(await otto.get('/me')).toEqual({ status: 200, body })
      await expectAccounts(origin, 'username')
    })
    const names = `SELECT username, favourite_colour, logins FROM auth_user ORDER BY logins`
    expect(database.prepare(names).raw().all()).toEqual([
      ['anna@example.com', 'blue', 0],
      ['otto', 'red', 3],
    ])
    database.close()
  })

  test('is told commands that run as printed: the last finds nothing', async () => {
    const app = await place.app('lucia-guide')
    await app.replace('src/lucia.ts', 'process.env.DATABASE_FILE ?? ":memory:"', '"app.db"')
    const database = new Database(join(app.folder, 'app.db'))
    database.exec(await app.read('schema.sql'))
    const { output } = await app.init('--yes')
    const printed = output.split('\n').flatMap((line) => {
      const [, args] = /^ {2}npx lucia-setup (.*?)( {3}#.*)?$/.exec(line) ?? []
      return args ? [args.split(' ')] : []
    })
    expect(printed.map(([name]) => name)).toEqual(['sql', 'check'])
    const [sql, check] = printed
    const lacking = await run(app.folder, process.execPath, app.cli, ...(sql ?? []))
    expect(lacking.code, lacking.output).toBe(0)
    database.exec(lacking.stdout.replace(/^--.*$/gm, ''))
    database.close()
    const checked = await run(app.folder, process.execPath, app.cli, ...(check ?? []))
    expect(checked).toMatchObject({ code: 0, output: 'Nothing is wrong.\n' })
  })

  test('changes its set-up and nothing else, and then says what remains, until nothing does', async () => {
    const app = await place.app('lucia-guide')
    const before = await app.files()
    await app.init('--yes')
    const after = await app.files()
    const changed = Object.keys(after).filter((path) => after[path] !== before[path])
    expect(changed).toEqual(['src/lucia.ts'])
    const gone = /^import \{ (lucia|betterSqlite3) \}|lucia\/middleware/
    const kept = before['src/lucia.ts']?.replace(/lucia\(\{[^}]*\}\),/, '{ }').split('\n') ?? []
    for (const line of kept.filter((line) => !gone.test(line) && !line.includes('{ }'))) {
      expect(after['src/lucia.ts']?.split('\n')).toContain(line)
    }
    const second = await app.init('--yes')
    expect(second.output).toContain(`What remains:
  npm uninstall @lucia-auth/adapter-sqlite
  npm i lucia-setup drizzle-orm@0.45
`)
    expect(await app.files()).toEqual(after)
    const packages = '"lucia-setup": "^0.1.0", "drizzle-orm": "^0.45.0"'
    await app.replace('package.json', '"@lucia-auth/adapter-sqlite": "^2.0.1"', packages)
    expect((await app.init('--yes')).output).toMatch(/src\/lucia\.ts calls .*\nNothing to do\.\n$/)
  })
})

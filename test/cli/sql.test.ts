import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mysqlDatabase, postgresDatabase } from '../drivers/database.ts'
import { root, run } from '../package/run.ts'
import { type App, createApp } from './app.ts'

const dialects = [
  { name: 'sqlite', driver: 'better-sqlite3', user: 'user' },
  { name: 'postgres', driver: 'pg', user: 'auth_user' },
  { name: 'mysql', driver: 'mysql2', user: 'auth_user' },
]

describe.each(dialects)('sql for $name', ({ name, driver, user }) => {
  let app: App

  beforeAll(async () => {
    app = await createApp('drizzle-kit', driver)
    await app.write('tsconfig.json', '{ "compilerOptions": { "strict": true } }')
  })

  afterAll(() => app.remove())

  it('prints what drizzle-kit generates of the schema of init, and then finds no change', async () => {
    const init = await app.command(
      ...['init', '--yes', '--driver', driver, '--sign-in', 'username', '--token', '--throttle'],
    )
    expect(init.code, init.output).toBe(0)
    const drizzleKit = join(root, 'node_modules/drizzle-kit/bin.cjs')
    const generate = () => run(app.folder, 'node', drizzleKit, 'generate')
    const { code, output } = await generate()
    expect(code, output).toBe(0)
    const printed = await app.command('sql', '--schema', 'src/schema.ts')
    expect(printed.output).toBe(printed.stdout)
    const more = ['user_throttle', 'user_token']
    expect(tablesOf(printed.stdout).sort()).toEqual([user, 'user_key', 'user_session', ...more])
    expect(printed.stdout).toBe(await migration(join(app.folder, 'migrations')))
    expect((await generate()).output).toMatch(/No schema changes/)
  })

  it('prints the default tables, under other names where they are given', async () => {
    const { stdout: defaults } = await app.command('sql', '--dialect', name)
    expect(tablesOf(defaults).sort()).toEqual([user, 'user_key', 'user_session'])
    const names = ['--table-names', 'user=people,key=my keys']
    const { stdout: named } = await app.command('sql', '--dialect', name, ...names)
    expect(tablesOf(named).sort()).toEqual(['my keys', 'people', 'user_session'])
    const asked = ['--token', '--throttle', '--table-names', 'token=secrets']
    const { stdout: more } = await app.command('sql', '--dialect', name, ...asked)
    expect(tablesOf(more).sort()).toEqual(
      [user, 'user_key', 'user_session', 'user_throttle', 'secrets'].sort(),
    )
    expect(more).toMatch(/UNIQUE.*user_id.*purpose/)
    for (const statement of named.trim().split(/;\n/)) {
      expect(statement).toMatch(/^(CREATE (TABLE|INDEX)|ALTER TABLE) /)
    }
  })
})

describe('what sql prints', () => {
  let app: App

  beforeAll(async () => {
    app = await createApp('drizzle-kit')
  })

  afterAll(() => app.remove())

  const printed = async (dialect: string) => (await app.command('sql', '--dialect', dialect)).stdout

  it('is taken by SQLite in one go', async () => {
    const database = new Database(':memory:')
    database.exec(await printed('sqlite'))
    expect(database.prepare('select count(*) as total from user_key').all()).toEqual([{ total: 0 }])
    database.close()
  })

  it('is taken by PostgreSQL in one go', async () => {
    const { run, rows, drop } = await postgresDatabase([])
    await run(await printed('postgres'))
    expect(await rows('select id from user_key')).toEqual([])
    await drop()
  })

  it('is taken by MySQL in one go', async () => {
    const { run, rows, drop } = await mysqlDatabase([])
    await run(await printed('mysql'))
    expect(await rows('select id from user_key')).toEqual([])
    await drop()
  })

  it('is the same for a schema in JavaScript and in CommonJS', async () => {
    const text = `import { clientColumns, createSchema } from 'lucia-setup/schema/sqlite'
      export const { user, session, key } = createSchema({ session: clientColumns() })`
    const outcomes = []
    for (const file of ['schema.mjs', 'schema.cts']) {
      await app.write(file, text)
      outcomes.push(await app.command('sql', '--schema', file))
    }
    expect(outcomes[0]?.stdout).toContain('address_hash')
    expect(outcomes[1]).toEqual(outcomes[0])
  })
})

/** The statements of a migration, without the marks between them. */
async function migration(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'))
  expect(files).toHaveLength(1)
  const text = await readFile(join(folder, files[0] ?? ''), 'utf8')
  const statements = text.split('--> statement-breakpoint').map((statement) => statement.trim())
  return `${statements.join('\n')}\n`
}

function tablesOf(sql: string): string[] {
  return [...sql.matchAll(/CREATE TABLE ["`](.*?)["`]/g)].map(([, name = '']) => name)
}

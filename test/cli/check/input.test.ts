import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createSchema as createPostgresSchema } from '../../../src/schema/postgres.ts'
import { createSchema } from '../../../src/schema/sqlite.ts'
import { sqliteTables } from '../../ddl.ts'
import { postgresDatabase } from '../../drivers/database.ts'
import { run } from '../../package/run.ts'
import { type App, createApp } from '../app.ts'

const ownSchema = `
import { text } from 'drizzle-orm/sqlite-core'
import { createSchema } from 'lucia-setup/schema/sqlite'

const schema = createSchema({ user: { email: text('email').notNull() } })
export const { user, key } = schema
`
/** The expiries of Lucia's Drizzle guide. */
const guideSchema = `
import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { createSchema } from 'lucia-setup/schema/sqlite'

export const { user, key } = createSchema()
export const session = sqliteTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: blob('active_expires', { mode: 'bigint' }).notNull(),
  idleExpires: blob('idle_expires', { mode: 'bigint' }).notNull(),
})
`
let app: App
let bare: App

beforeAll(async () => {
  app = await createApp(...['better-sqlite3', '@libsql/client', 'pg', 'mysql2', 'drizzle-kit'])
  bare = await createApp()
  const database = new Database(join(app.folder, 'app.db'))
  for (const statement of await sqliteTables(createSchema())) database.exec(statement)
  database.close()
  await app.write('no-database.db', 'This is text, and longer than the header of a file of SQLite.')
  await app.write('own.ts', `${ownSchema}export const { session } = schema`)
  await app.write('part.ts', ownSchema)
  await app.write('guide.ts', guideSchema)
  await app.write('throws.ts', `throw new Error('no secret key')`)
  await bare.write('app.db', '')
})

afterAll(async () => {
  await app.remove()
  await bare.remove()
})

/** One line on standard error, and exit code 2. */
async function expectFailure(of: App, args: string[], message: RegExp): Promise<void> {
  const { code, stdout, output } = await of.command('check', ...args)
  expect(output.trimEnd()).toMatch(message)
  expect(output.trimEnd()).not.toContain('\n')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
}

describe('check', () => {
  it.each([
    [[], /^Say which database: a URL, a file, or --d1 and its name$/],
    [['app.db', 'more.db'], /^"more.db" is one argument too many: see --help$/],
    [['app.db', '--jsn'], /^There is no flag --jsn\. /],
    [['app.db', '--local'], /^--local and --remote belong to --d1$/],
    [['app.db', '--d1', 'DB', '--local'], /^Give either a URL or file, or --d1, not both$/],
    [['--d1', 'DB'], /^--d1 needs --local or --remote, and not both$/],
    [['--d1', 'DB', '--local', '--remote'], /^--d1 needs --local or --remote, and not both$/],
    [['--d1', 'DB', '--local'], /^wrangler is not installed .* npm install --save-dev wrangler$/],
    [['absent.db'], /^There is no file absent.db$/],
    [['file:absent.db'], /^There is no file absent.db$/],
    [['no-database.db'], /^The database cannot be read: file is not a database$/],
    [['mongodb://127.0.0.1/app'], /^A mongodb: URL is none of a database that can be read here: /],
    [['app.db', '--table-names', 'user'], /^--table-names must be like /],
    [['app.db', '--schema', 'absent.ts'], /^There is no file absent.ts$/],
    [['app.db', '--schema', 'throws.ts'], /^throws.ts cannot be loaded: no secret key$/],
    [
      ['app.db', '--schema', 'guide.ts'],
      /^guide.ts: .*activeExpires must hold a number\. .*integer\(\)/,
    ],
    [['app.db', '--schema', 'part.ts'], /^part.ts must export the table session, as in export \{/],
    [
      ['mysql://127.0.0.1:1/app', '--schema', 'own.ts'],
      /^own.ts has tables of sqlite, not of mysql$/,
    ],
  ])('answers %j with one line and exit code 2', (args, message) =>
    expectFailure(app, args, message),
  )

  it.each([
    ['postgres://lucia:s3cret@127.0.0.1:1/app', /ECONNREFUSED/],
    ['mysql://lucia:s3cret@127.0.0.1:1/app', /ECONNREFUSED/],
    ['libsql://127.0.0.1:1?tls=0&authToken=s3cret', /bad port/],
    ['libsql://127.0.0.1:1?other=1&authToken=s3cret', /Unsupported URL query parameter/],
    ['postgres://lucia:s3cret@:port/app', /Invalid URL/],
  ])('says that the database at %s is down, and keeps its secret', async (url, message) => {
    await expectFailure(app, [url], message)
    const { output } = await app.command('check', url, '--debug')
    expect(output).not.toContain('s3cret')
  })

  it('says that a password is wrong', async () => {
    const url = new URL(inject('mysqlUrl'))
    url.password = 's3cret'
    await expectFailure(app, [url.href], /^The database cannot be read: Access denied for user /)
  })

  it('says that rights are missing', async () => {
    const { run, drop, ...database } = await postgresDatabase(createPostgresSchema())
    const url = new URL(database.url)
    const name = url.pathname.slice(1)
    await run(`create role ${name} login password 'lucia'`)
    url.username = name
    await expectFailure(
      app,
      [url.href],
      /^The database cannot be read: permission denied for table/,
    )
    await run(`drop role ${name}`)
    await drop()
  })

  it.each([
    ['app.db', 'better-sqlite3', /npm install --save-dev better-sqlite3$/],
    ['postgres://127.0.0.1:1/app', 'pg', /npm install pg$/],
    ['mysql://127.0.0.1:1/app', 'mysql2', /npm install mysql2$/],
    ['libsql://127.0.0.1:1', '@libsql/client', /npm install @libsql\/client$/],
  ])('says for %s how %s is installed', async (url, name, install) => {
    const message = new RegExp(`^${name} is not installed in this project: ${install.source}`)
    await expectFailure(bare, [url], message)
  })

  it('says that there is no project', async () => {
    const folder = join(app.folder, 'node_modules')
    const main = join(folder, 'lucia-setup/dist/cli/main.js')
    const { code, output } = await run(folder, 'node', main, 'check', '../app.db')
    expect(output).toMatch(/^There is no package.json in .*: run this in your project's folder\n$/)
    expect(code).toBe(2)
  })

  it("compares with the app's own schema, and leaves the file as it is", async () => {
    const before = await readFile(join(app.folder, 'app.db'))
    const { code, stdout } = await app.command('check', 'app.db', '--schema', 'own.ts')
    expect(stdout).toBe(
      'fault: user.email is missing: every statement that names it fails. Cure: ALTER TABLE "user" ADD COLUMN "email" text;\n',
    )
    expect(code).toBe(1)
    expect(await readFile(join(app.folder, 'app.db'))).toEqual(before)
  })

  it('reads the URL from the environment', async () => {
    await writeFile(join(app.folder, '.sh'), 'DATABASE_URL=app.db exec node "$@"')
    const main = join(app.folder, 'node_modules/lucia-setup/dist/cli/main.js')
    const { stdout } = await run(app.folder, 'sh', '.sh', main, 'check')
    expect(stdout).toBe('Nothing is wrong.\n')
  })
})

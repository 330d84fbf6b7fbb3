import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgresDatabase } from '../../drivers/database.ts'
import { type App, type Workplace, workplace } from './app.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

const dependencies = { 'lucia-setup': '*', lucia: '2', 'drizzle-orm': '*' }

async function appWith(files: Record<string, string>, driver = 'better-sqlite3'): Promise<App> {
  const app = await place.app()
  const manifest = { type: 'module', dependencies: { ...dependencies, [driver]: '*' } }
  await app.write('package.json', JSON.stringify(manifest))
  for (const [path, text] of Object.entries(files)) await app.write(path, text)
  return app
}

const auth = (
  options: string,
  head = '',
) => `import { createAuth } from 'lucia-setup/better-sqlite3'
import { database } from './database'
${head}
export const { auth } = createAuth(database, {${options}})
`
const columns = auth(" attributes: 'columns' ")
const columnsOf = (driver: string) => columns.replace('better-sqlite3', driver)
const owned = 'id text primary key, user_id text'
const tables = (user: string) => `create table user (id text primary key${user});
create table user_session (${owned}, active_expires integer, idle_expires integer);
create table user_key (${owned}, hashed_password text);
`

describe('init --schema takes the Drizzle tables of an app', () => {
  const session = `export const sessions = sqliteTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: blob('active_expires', { mode: 'bigint' }).notNull(),
  idleExpires: blob('idle_expires', { mode: 'bigint' }).notNull(),
})
export const keys = sqliteTable('user_key', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  hashedPassword: text('hashed_password'),
})
`
  const files = {
    'src/auth.ts': auth(
      " attributes: 'columns', env: 'DEV' ",
      "import * as schema from './other'\n",
    ),
    'src/db/users.ts': `import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('user', {
  id: text('id').primaryKey(),
  email: text('email').notNull(),
  isBanned: integer('is_banned', { mode: 'boolean' }),
  seenAt: integer({ mode: 'timestamp_ms' }),
  points: integer(),
})
`,
    'src/db/sessions.ts': `import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'\n${session}`,
    'src/app.d.ts':
      'declare namespace Lucia { type DatabaseUserAttributes = {\n  is_banned: number } }\n',
    'src/me.ts': `const sql = "select is_banned from user"
export const show = (user) => user.is_banned === 1
export const { is_banned: banned } = await show({ 'is_banned': 0 })
`,
    'src/page.svelte':
      '<script>\nlet { user } = $props()\n</script>\n{user.is_banned}\n{user.points}\n',
    'drizzle.config.ts':
      "export default { dialect: 'sqlite', schema: './src/db/*', casing: 'snake_case' }\n",
  }

  test('and tells each place where an attribute is another one then', async () => {
    const app = await appWith(files)
    const { code, output } = await app.init('--schema', '--yes')
    expect(code, output).toBe(0)
    expect(output).toContain(
      'Note: is_banned is called isBanned, and is true or false in place of 1 or 0: src/app.d.ts:2, src/me.ts:2, src/me.ts:3, src/page.svelte:4.\n',
    )
    expect(output).toContain(
      'Note: seen_at is called seenAt, and is a Date in place of a number: nothing here names it.\n',
    )
    expect(output).toContain(
      'src/db/sessions.ts: sessions that are written through blob() expiries',
    )
    expect(output).not.toMatch(/Note: (email|points|user_id)/)
    expect(await app.read('src/db/sessions.ts')).not.toContain('blob')
    expect(
      await app.read('src/auth.ts'),
    ).toBe(`import { createAuth } from 'lucia-setup/better-sqlite3'
import * as authSchema from './db/users'
import * as schema2 from './db/sessions'
import { database } from './database'
import * as schema from './other'

export const { auth } = createAuth(database, { schema: { user: authSchema.users, session: schema2.sessions, key: schema2.keys }, env: 'DEV' })
`)
  })

  test('but those of a database that is named, where one is', async () => {
    const app = await appWith(files)
    new Database(join(app.folder, 'app.db')).exec(tables(', is_banned boolean')).close()
    const before = await app.files()
    const { code, output } = await app.init('--schema', '--dry-run', '--database', 'app.db')
    expect(code, output).toBe(0)
    expect(output).toContain("+    is_banned: integer('is_banned'),")
    expect(await app.files()).toEqual(before)
  })
})

describe('init --schema tells how a column reads otherwise than by the driver', () => {
  test.each([
    [
      'pg',
      'pg',
      {
        name: ["varchar('name', { length: 9 })"],
        count: ["bigint('count', { mode: 'bigint' })", 'is a BigInt'],
        big: ["bigint('big', { mode: 'number' })", 'is a number in place of a text'],
        price: ["numeric('price', { mode: 'number' })", 'is a number in place of a text'],
        seen: ["timestamp('seen')", 'is read and written as a time of UTC'],
        zoned: ["timestamp('zoned', { withTimezone: true })"],
        word: ["timestamp('word', { mode: 'string' })", 'is a text in place of a Date'],
        born: ["date('born')", 'is a text in place of a Date'],
        day: ["date('day', { mode: 'date' })", 'is read and written as a time of UTC'],
        settings: ["jsonb('settings')", 'is read and written as a value'],
        tags: ["text('tags').array()"],
        days: ["date('days').array()", 'is what Drizzle makes of the array'],
        place: ["point('place')", 'is what point() makes of it'],
        ours: ["own('ours')", "is what the column's own code makes of it"],
      },
    ],
    [
      'mysql2',
      'mysql',
      {
        is_new: ["boolean('is_new')", 'is true or false in place of 1 or 0'],
        big: ["bigint('big', { mode: 'string' })", 'is a text in place of a number'],
        price: ["decimal('price', { mode: 'bigint' })", 'is a BigInt'],
        seen: ["datetime('seen')", 'is read and written as a time of UTC'],
        born: ["date('born', { mode: 'string' })", 'is a text in place of a Date'],
        hash: ["binary('hash')", 'is a text in place of bytes'],
        kind: ["mysqlEnum('kind', ['a'])"],
      },
    ],
  ] as [string, string, Record<string, [code: string, says?: string]>][])(
    '%s, in tables that a function of the app makes',
    async (driver, dialect, columns) => {
      const code = Object.entries(columns).map(([name, [made]]) => `${name}: ${made}`)
      const names = code.map((one) => /: (\w+)/.exec(one)?.[1]).filter((name) => name !== 'own')
      const app = await appWith(
        {
          'src/auth.ts': columnsOf(driver),
          'src/tables.ts': `import { ${[...new Set(names)].join(', ')}, ${dialect}TableCreator } from 'drizzle-orm/${dialect}-core'
import { own } from './own'
const table = ${dialect}TableCreator((name) => name)
export const user = table('auth_user', { id: 1, ${code.join(', ')} })
export const session = table('user_session', { id: 1, userId: 1, activeExpires: 1, idleExpires: 1 })
export const key = table('user_key', { id: 1, userId: 1, hashedPassword: 1 })
`,
        },
        driver,
      )
      const { code: exit, output } = await app.init('--schema', '--yes')
      expect(exit, output).toBe(0)
      for (const [name, [, says]] of Object.entries(columns)) {
        if (says) expect(output).toContain(`Note: ${name} ${says}`)
        else expect(output).not.toContain(`Note: ${name} `)
      }
    },
  )
})

describe('init --schema runs the migrations of an app, on a database of their own', () => {
  const files = { 'src/auth.ts': columns, 'drizzle/0000_first.sql': tables('') }

  test('each in its order, and writes what they have made', async () => {
    const app = await appWith({
      ...files,
      'drizzle/0001_second.sql':
        "alter table user add name text default 'it''s';\n--> statement-breakpoint\nalter table user_session add agent text;",
      'drizzle/0001_second.down.sql': 'alter table user drop name;',
    })
    const { code, output } = await app.init('--schema', '--yes')
    expect(code, output).toBe(0)
    expect(
      await app.read('src/auth-schema.ts'),
    ).toBe(`import { text } from 'drizzle-orm/sqlite-core'
import { createSchema } from 'lucia-setup/schema/sqlite'

export const { user, session, key } = createSchema({
  user: {
    name: text('name').default('it\\'s'),
  },
  session: {
    agent: text('agent'),
  },
})
`)
  })

  test('for a file that loads others with require() as well', async () => {
    const app = await appWith({
      'drizzle/0000_first.sql': tables(', seen datetime'),
      'lib/auth.cjs': `const { createAuth } = require("lucia-setup/better-sqlite3");
const names = require("./names.cjs");
module.exports = createAuth(database, { attributes: "columns", tableNames: names });
`,
      'lib/names.cjs': 'module.exports = {}\n',
    })
    const { code, output } = await app.init('--schema', '--yes', '--table-names', 'user=user')
    expect(code, output).toBe(0)
    expect(
      await app.read('lib/auth.cjs'),
    ).toBe(`const { createAuth } = require("lucia-setup/better-sqlite3");
const schema = require("./auth-schema.cjs");
module.exports = createAuth(database, { schema });
`)
    const schema = await app.read('lib/auth-schema.cjs')
    expect(schema).toContain("customType({ dataType: () => 'datetime' })('seen')")
    expect(schema).toMatch(/^const \{ customType \} = require.*\nmodule\.exports = createSchema\(/s)
  })

  test.each([
    [
      'fail',
      { 'drizzle/0001_broken.sql': 'alter table users add x text;' },
      /^drizzle: the migrations cannot be run, .*no such table: users.* with --database$/,
    ],
    [
      'are two',
      { 'db/schema.sql': tables('') },
      /^db and drizzle make the table user: say which database/,
    ],
    [
      'make what no code can say',
      {
        'drizzle/0001_more.sql':
          'alter table user add anything; alter table user add twice text as (id || id);',
      },
      /^The schema cannot be written: anything of the user table has the type none, twice of the user table is made by the database\. Nothing was written/,
    ],
    [
      'make other tables',
      { 'drizzle/0001_more.sql': 'drop table user_key;' },
      /^The database: user_key is missing\. Nothing was written$/,
    ],
  ])('and stops where they %s', async (_, more, says) => {
    expect(await stops({ ...files, ...more })).toMatch(says)
  })
})

/** What init says in its last line, having written nothing. */
async function stops(files: Record<string, string>, ...flags: string[]): Promise<string> {
  const app = await appWith(files)
  const before = await app.files()
  const { code, output } = await app.init('--schema', '--yes', ...flags)
  expect(code, output).toBe(2)
  expect(await app.files()).toEqual(before)
  return output.trim().split('\n').at(-1) ?? ''
}

describe('init --schema stops, writes nothing, and says where', () => {
  test.each([
    [
      'without a set-up',
      'export const auth = undefined\n',
      /calls createAuth\(\): run init without it first$/,
    ],
    [
      'at a schema',
      auth(' schema '),
      /^src\/auth\.ts:4: createAuth\(\) has no attributes: 'columns'/,
    ],
    [
      'at names that are computed',
      auth(" attributes: 'columns', tableNames: names() "),
      /^src\/auth\.ts:4: the table names are computed: give them with --table-names$/,
    ],
    [
      'at two set-ups',
      `${columns}export const other = createAuth(database)\n`,
      /called more than once, in src\/auth\.ts:4 and src\/auth\.ts:5:/,
    ],
    [
      'without tables',
      columns,
      /^No Drizzle table and no migration here makes user: .* npx lucia-setup init --schema --database app\.db$/,
    ],
  ])('%s', async (_, code, says) => {
    const database =
      "import Database from 'better-sqlite3'\nexport const database = new Database('app.db')\n"
    expect(await stops({ 'src/auth.ts': code, 'src/database.ts': database })).toMatch(says)
  })

  test('at a flag that is for another set-up', async () => {
    expect(await stops({ 'src/auth.ts': columns }, '--token')).toMatch(
      /^--token has no use with --schema/,
    )
  })

  test('at a column of a domain, which is told by its name', async () => {
    const { url, drop } = await postgresDatabase([
      'create domain address as text',
      'create table auth_user (id text primary key, mail address, also address[], at interval)',
      tables('').split('\n').slice(1).join('\n').replaceAll('integer', 'bigint'),
    ])
    const code = columns.replaceAll('better-sqlite3', 'pg')
    const app = await appWith({ 'src/auth.ts': code }, 'pg')
    const { code: exit, output } = await app.init('--schema', '--yes', '--database', url)
    expect(output).toContain(
      'The schema cannot be written: mail of the user table has the type address, also of the user table has the type address[], at of the user table has the type interval.',
    )
    expect(exit).toBe(2)
    await drop()
  })
})

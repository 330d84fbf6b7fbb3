import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, type Workplace, workplace } from './app.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

const dependencies = {
  lucia: '^2.7.7',
  '@lucia-auth/adapter-sqlite': '^2.0.1',
  'better-sqlite3': '^12.0.0',
}

async function appWith(files: Record<string, string>, manifest: object = {}): Promise<App> {
  const app = await place.app()
  const written = { type: 'module', dependencies, ...manifest }
  await app.write('package.json', JSON.stringify(written))
  for (const [name, text] of Object.entries(files)) await app.write(name, text)
  return app
}

/** An app of one set-up of Lucia v2, and other files, after `init`. */
async function setUp(path: string, code: string, files: Record<string, string> = {}): Promise<App> {
  const app = await appWith({ ...files, [path]: code })
  const before = Object.keys(await app.files())
  const { code: exit, output } = await app.init('--yes')
  expect(exit, output).toBe(0)
  expect(Object.keys(await app.files())).toEqual(before)
  return app
}

/** What `init` says where it stops; nothing is written. */
async function stops(files: Record<string, string>, manifest: object = {}): Promise<string> {
  const app = await appWith(files, manifest)
  const before = await app.files()
  const { code, output, stdout } = await app.init('--yes')
  expect(await app.files()).toEqual(before)
  expect(code, output).toBe(2)
  return output.slice(stdout.length).trimEnd()
}

describe('a set-up of Lucia v2 is replaced where it stands, on the same handle and tables', () => {
  test('in a function that takes the database of a request', async () => {
    const app = await setUp(
      'src/auth.ts',
      `import { lucia, type User } from 'lucia'
import { d1 } from '@lucia-auth/adapter-sqlite'
import { hono } from 'lucia/middleware'

export const initializeLucia = (db: D1Database) => {
  return lucia({ env: 'PROD', adapter: d1(db, { user: 'users', key: 'keys', session: 'sessions' }), middleware: hono() })
}
export type Auth = ReturnType<typeof initializeLucia>
export const nameOf = (user: User) => user.userId
`,
    )
    expect(await app.read('src/auth.ts')).toBe(`import { type User } from 'lucia'
import { createAuth } from 'lucia-setup/d1'
import { hono } from 'lucia-setup/hono'

export const initializeLucia = (db: D1Database) => {
  return createAuth(db, { env: 'PROD', tableNames: { user: 'users', key: 'keys', session: 'sessions' }, attributes: 'columns', middleware: hono() }).auth
}
export type Auth = ReturnType<typeof initializeLucia>
export const nameOf = (user: User) => user.userId
`)
  })

  test('with the adapter and the names in constants, and other uses of the adapter', async () => {
    const app = await setUp(
      'lib/lucia.ts',
      `import { lucia as create } from 'lucia'
import { libsql } from '@lucia-auth/adapter-sqlite'
import { client } from './client.js'

const tables = { user: 'user', key: 'user_key', session: 'user_session' } as const
const adapter = libsql(client, tables)

// Ours.
const auth = create({
  env: 'DEV',
  adapter,
})
export { auth, libsql, tables }
`,
    )
    expect(await app.read('lib/lucia.ts')).toBe(`import { createAuth } from 'lucia-setup/libsql'
import { libsql } from '@lucia-auth/adapter-sqlite'
import { client } from './client.js'

const tables = { user: 'user', key: 'user_key', session: 'user_session' } as const

// Ours.
const { auth } = createAuth(client, {
  env: 'DEV',
  tableNames: tables,
  attributes: 'columns',
})
export { auth, libsql, tables }
`)
  })

  test.each([
    ['bun-sqlite', "import { Database } from 'bun:sqlite'", "new Database('app.db')"],
    ['bun-sqlite', "import Database from 'bun:sqlite'", "new Database('app.db')"],
    ['node-sqlite', "import { DatabaseSync } from 'node:sqlite'", "new DatabaseSync('app.db')"],
  ])("on %s, where the database is another one than the adapter's", async (entry, from, made) => {
    const code = `import { lucia } from 'lucia'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import { database } from './database'
export const auth = lucia({
  adapter: betterSqlite3(database, { user: 'user', key: 'user_key', session: 'user_session' }),
  env: 'DEV',
})
`
    const files = { 'src/database.ts': `${from}\nexport const database = ${made}\n` }
    const app = await setUp('src/auth.ts', code, files)
    expect(await app.read('src/auth.ts')).toBe(`import { createAuth } from 'lucia-setup/${entry}'
import { database } from './database'
export const { auth } = createAuth(database, {
  tableNames: { user: 'user', key: 'user_key', session: 'user_session' },
  attributes: 'columns',
  env: 'DEV',
})
`)
    const again = await appWith({ ...files, 'src/auth.ts': code }, { dependencies: { lucia: '2' } })
    const { output } = await again.init('--yes')
    expect(output).not.toContain('better-sqlite3')
  })

  test('with a handle that is made for the adapter, which is made once as before', async () => {
    const app = await setUp(
      'src/lucia.ts',
      `import { lucia } from 'lucia'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import { names } from './names'

const adapter = betterSqlite3(new Database('app.db'), names())

export const createLucia = () => lucia({ adapter, env: 'DEV' })
`,
    )
    expect(await app.read('src/lucia.ts')).toBe(
      `import { createAuth } from 'lucia-setup/better-sqlite3'
import Database from 'better-sqlite3'
import { names } from './names'

const database = new Database('app.db')

export const createLucia = () => createAuth(database, { tableNames: names(), attributes: 'columns', env: 'DEV' }).auth
`,
    )
  })

  test('with the adapter that holds the sessions elsewhere', async () => {
    const app = await setUp(
      'src/auth.ts',
      `import { lucia } from 'lucia';
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite';
import { unstorage } from '@lucia-auth/adapter-session-unstorage';
import { database, storage } from './database';

export const auth = lucia({
    adapter: {
        user: betterSqlite3(database, { user: 'user', session: null, key: 'user_key' }),
        session: unstorage(storage),
    },
    env: 'DEV',
});
`,
    )
    const code = await app.read('src/auth.ts')
    expect(code).toContain(`export const { auth } = createAuth(database, {
    tableNames: { user: 'user', key: 'user_key' },
    attributes: 'columns',
    sessionAdapter: unstorage(storage),
    env: 'DEV',
});`)
    expect(code).not.toContain('betterSqlite3')
    expect(code).toContain(`import { unstorage } from '@lucia-auth/adapter-session-unstorage';`)
  })

  test('with all of it in constants, which go', async () => {
    const app = await setUp(
      'src/auth.ts',
      `import { lucia } from "lucia";
import { betterSqlite3 } from "@lucia-auth/adapter-sqlite";
import { unstorage } from "@lucia-auth/adapter-session-unstorage";
import { database, storage } from "./database";

const names = { user: "user", session: null, key: "user_key" };
const sqlite = betterSqlite3(database, names);
const sessions = unstorage(storage);
const adapter = { user: sqlite, session: sessions };
const options = { adapter, env: "DEV" } as const;

const auth: Auth = lucia(options);
export default auth;
export type Auth = ReturnType<typeof lucia>;
`,
    )
    expect(await app.read('src/auth.ts')).toBe(`import { lucia } from "lucia";
import { createAuth } from "lucia-setup/better-sqlite3";
import { unstorage } from "@lucia-auth/adapter-session-unstorage";
import { database, storage } from "./database";

const names = { user: "user", session: null, key: "user_key" };
const sessions = unstorage(storage);

const auth: Auth = createAuth(database, { tableNames: { user: names.user, key: names.key }, attributes: "columns", sessionAdapter: sessions, env: "DEV" }).auth;
export default auth;
export type Auth = ReturnType<typeof lucia>;
`)
  })

  test('with whole modules imported', async () => {
    const app = await setUp(
      'src/auth.ts',
      `import * as l from 'lucia'
import * as adapters from '@lucia-auth/adapter-sqlite'
import { database, prefix } from './database'

export const auth = l.lucia({
  adapter: adapters.betterSqlite3(database, {
    user: \`\${prefix}user\`,
    key: \`\${prefix}key\`,
    session: \`\${prefix}session\`
  }),
  env: 'DEV'
})
export type User = l.User
`,
    )
    expect(await app.read('src/auth.ts')).toBe(`import * as l from 'lucia'
import { createAuth } from 'lucia-setup/better-sqlite3'
import { database, prefix } from './database'

export const { auth } = createAuth(database, {
  tableNames: {
    user: \`\${prefix}user\`,
    key: \`\${prefix}key\`,
    session: \`\${prefix}session\`
  },
  attributes: 'columns',
  env: 'DEV'
})
export type User = l.User
`)
  })

  test.each([
    ['require', "'"],
    ['require', '"'],
    ['await import', "'"],
    ['await import', '"'],
  ])('in JavaScript with %s() and %s', async (load, quote) => {
    const quoted = (code: string) => code.replaceAll("'", quote)
    const app = await setUp(
      'auth.js',
      quoted(`const { lucia } = ${load}('lucia');
const { betterSqlite3 } = ${load}('@lucia-auth/adapter-sqlite');
const { database } = ${load}('./database.js');
const auth = lucia({ adapter: betterSqlite3(database, { user: 'a', session: 'b', key: 'c' }), env: 'DEV' });
`),
    )
    expect(await app.read('auth.js')).toBe(
      quoted(`const { createAuth } = ${load}('lucia-setup/better-sqlite3');
const { database } = ${load}('./database.js');
const { auth } = createAuth(database, { tableNames: { user: 'a', session: 'b', key: 'c' }, attributes: 'columns', env: 'DEV' });
`),
    )
  })

  test('with the ends of lines, the tabs and the mark that it has', async () => {
    const code = `\ufeffimport { lucia } from 'lucia'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
/* Ours. */ import { database } from './database'

export default /* one */ lucia({
\tadapter: betterSqlite3(database, { user: 'a', session: 'b', key: 'c' }), // two
\tenv: 'DEV',
} satisfies Configuration)
`
    const app = await setUp('src/\u00fc auth.mts', code.replaceAll('\n', '\r\n'))
    expect(await app.read('src/\u00fc auth.mts')).toBe(
      `\ufeffimport { createAuth } from 'lucia-setup/better-sqlite3'
/* Ours. */ import { database } from './database'

export default /* one */ createAuth(database, {
\ttableNames: { user: 'a', session: 'b', key: 'c' },
\tattributes: 'columns', // two
\tenv: 'DEV',
} satisfies Configuration).auth
`.replaceAll('\n', '\r\n'),
    )
  })

  test('beside a function of that name', async () => {
    const app = await setUp(
      'src/auth.ts',
      `import { lucia } from 'lucia'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
export const createAuth = (database) => lucia({ adapter: betterSqlite3(database, { user: 'a', session: 'b', key: 'c' }), env: 'DEV' })
`,
    )
    expect(await app.read('src/auth.ts')).toBe(
      `import { createAuth as createLuciaAuth } from 'lucia-setup/better-sqlite3'
export const createAuth = (database) => createLuciaAuth(database, { tableNames: { user: 'a', session: 'b', key: 'c' }, attributes: 'columns', env: 'DEV' }).auth
`,
    )
  })
})

describe('the tables of the app', () => {
  const withNames = (names: string) => `import { lucia } from 'lucia'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import { TABLES, prefix } from '$lib/tables'
export const auth = lucia({ adapter: betterSqlite3(new Database('app.db'), ${names}), env: 'DEV',
  sessionExpiresIn: { activePeriod: 1000 * 60 * 60, idlePeriod: 1000 * 60 + 1 } })
`
  const tables = `export const prefix = 'auth_'
const names = { user: prefix + 'user', session: \`\${prefix}session\`, key: 'auth_key' } as const
export { names as TABLES }
`

  test.each([
    ['TABLES'],
    ["{ user: TABLES.user, session: TABLES['session'], key: TABLES.key }"],
    ["{ ...TABLES, key: prefix + 'key' }"],
  ])(
    'are found by the names of the adapter, %s, and the command of check has them',
    async (names) => {
      const app = await appWith({
        'src/lib/server/lucia.ts': withNames(names),
        'src/lib/tables.ts': tables,
        // A table of the default name, which is not Lucia's.
        'src/schema.ts': `import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
export const user = sqliteTable('user', { id: text('id').primaryKey() })
`,
      })
      const { code, output } = await app.init('--yes')
      expect(code, output).toBe(0)
      expect(await app.read('src/lib/server/lucia.ts')).toContain(
        `tableNames: ${names}, attributes`,
      )
      expect(output).toContain(
        'Lucia v2 on better-sqlite3, tables auth_user, auth_session, auth_key',
      )
      expect(output).toContain(
        'npx lucia-setup check app.db --table-names user=auth_user,session=auth_session,key=auth_key',
      )
    },
  )

  test('are said where they cannot be read, and stay as they are', async () => {
    const app = await appWith({ 'src/lib/server/lucia.ts': withNames('prefix(TABLES)') })
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    expect(output).toContain(
      'src/lib/server/lucia.ts:5: the table names are computed, prefix(TABLES): give them to check with --table-names.',
    )
    expect(await app.read('src/lib/server/lucia.ts')).toContain('tableNames: prefix(TABLES),')
  })
})

const head = `import { lucia } from 'lucia'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import { database, makeAdapter } from './database'
`
const adapter = `betterSqlite3(database, { user: 'a', session: 'b', key: 'c' })`

describe('init stops, writes nothing, and says where', () => {
  test.each([
    [
      'an option that Lucia does not know',
      `export const auth = lucia({ adapter: ${adapter}, env: 'DEV', transformDatabaseUser: (u) => u })`,
      /^src\/auth\.ts:4: options\.transformDatabaseUser does not exist\. .*Lucia itself takes it without a word$/,
    ],
    [
      'a cookie that browsers drop',
      `export const auth = lucia({ adapter: ${adapter}, env: 'PROD',
  sessionCookie: { attributes: { sameSite: 'strickt' } } })`,
      /^src\/auth\.ts:5: options\.sessionCookie\.attributes\.sameSite must be 'lax', 'strict' or 'none'/,
    ],
    [
      'attributes that are a promise',
      `export const auth = lucia({ adapter: ${adapter}, env: 'DEV',
  getUserAttributes: async (user) => ({ name: user.name }) })`,
      /^src\/auth\.ts:5: options\.getUserAttributes must be a function that is not async/,
    ],
    [
      'options that come from elsewhere',
      `import { base } from './base'\nexport const auth = lucia({ ...base, adapter: ${adapter} })`,
      /^src\/auth\.ts:5: the options in \.\.\.base cannot be read\. Write them out in lucia\(\)/,
    ],
    [
      'options that are made',
      'export const auth = lucia(options())',
      /^src\/auth\.ts:4: the options of lucia\(\) are not written out in this file/,
    ],
    [
      'an adapter that is chosen at run time',
      `export const auth = lucia({ adapter: dev ? ${adapter} : makeAdapter(), env: 'DEV' })`,
      /^src\/auth\.ts:4: the adapter of lucia\(\) must be one call to be replaced\. Received dev \? betterSqlite3/,
    ],
    [
      'an adapter of its own',
      `export const auth = lucia({ adapter: makeAdapter(), env: 'DEV' })`,
      /^src\/auth\.ts:4: the adapter makeAdapter\(\) of \.\/database has no counterpart here$/,
    ],
    [
      'an adapter that something else uses as well',
      `const adapter = ${adapter}\nexport const auth = lucia({ adapter, env: 'DEV' })\nuse(adapter)`,
      /^src\/auth\.ts:6: the adapter of lucia\(\) has other uses, so replace it by hand$/,
    ],
    [
      'an adapter that is exported',
      `export const adapter = ${adapter}\nexport const auth = lucia({ adapter, env: 'DEV' })`,
      /^src\/auth\.ts:4: the adapter of lucia\(\) has other uses/,
    ],
  ])('at %s', async (_, code, says) => {
    expect(await stops({ 'src/auth.ts': `${head}${code}\n` })).toMatch(says)
  })

  test.each([
    [
      'that a file of the app passes on',
      'src/auth.ts',
      `import { lucia } from './lib'\nexport const auth = lucia({ adapter, env: 'DEV' })\n`,
      /^src\/lib\.ts:2: Lucia v2 is set up in a way that cannot be read/,
    ],
    [
      'that is a member of require()',
      'auth.cjs',
      `const lucia = require('lucia').lucia\nexports.auth = lucia({ adapter, env: 'DEV' })\n`,
      /^auth\.cjs:1: Lucia v2 is set up in a way that cannot be read/,
    ],
    [
      'in a file that is no code yet',
      'src/auth.ts',
      `${head}export const auth = lucia({ adapter: ${adapter}\n`,
      /^src\/auth\.ts:1: Lucia v2 is set up in a file that cannot be parsed$/,
    ],
  ])('at lucia() %s', async (_, path, code, says) => {
    const lib = { 'src/lib.ts': `// Ours.\nexport { lucia } from 'lucia'\n` }
    expect(await stops({ [path]: code, ...(code.includes('./lib') && lib) })).toMatch(says)
  })

  test('at an adapter that is made in another file', async () => {
    const files = {
      'src/adapter.ts': `import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import { database } from './database'
export const adapter = ${adapter}
`,
      'src/auth.ts': `import { lucia } from 'lucia'
import { adapter } from './adapter'
export const auth = lucia({ adapter, env: 'DEV' })
`,
    }
    expect(await stops(files)).toBe(
      'src/auth.ts:3: the adapter of lucia() is made in src/adapter.ts:3. Move it to where lucia() is called, then run init again',
    )
  })

  test('at several set-ups', async () => {
    const code = `${head}export const auth = lucia({ adapter: ${adapter}, env: 'DEV' })\n`
    expect(await stops({ 'src/admin.ts': code, 'src/auth.ts': code })).toMatch(
      /^Lucia is set up more than once, in src\/admin\.ts:4 and src\/auth\.ts:4: replace them by hand/,
    )
  })

  test.each([
    [
      'the first',
      { 'src/auth.ts': `import lucia from 'lucia-auth'\nexport const auth = lucia({})\n` },
      { dependencies: { 'lucia-auth': '^1.8.0' } },
      /^src\/auth\.ts:1 imports Lucia v1 \(lucia-auth\)\. Go to v2 first.*: this is for Lucia v2$/,
    ],
    ['the first', {}, { dependencies: { 'lucia-auth': '^1.8.0' } }, /lucia-auth \^1\.8\.0/],
    [
      'the third',
      { 'src/auth.ts': `import { Lucia } from 'lucia'\nexport const auth = new Lucia(adapter)\n` },
      { dependencies: { lucia: 'latest' } },
      /^src\/auth\.ts:1 imports Lucia v3: this is for Lucia v2$/,
    ],
  ])('at %s version of Lucia', async (_, files, manifest, says) => {
    expect(await stops(files as Record<string, string>, manifest)).toMatch(says)
  })

  test('at the root of a monorepo, where it says in which package Lucia is', async () => {
    const files = {
      'apps/web/package.json': JSON.stringify({ dependencies }),
      'apps/docs/package.json': '{}',
    }
    const root = { workspaces: ['apps/*'], dependencies: {} }
    expect(await stops(files, root)).toBe(
      'This is the root of a monorepo, and Lucia is in apps/web: run npx lucia-setup init --cwd apps/web',
    )
  })

  test('at a flag that would change what is there', async () => {
    const app = await appWith({
      'src/auth.ts': `${head}export const auth = lucia({ adapter: ${adapter}, env: 'DEV' })\n`,
    })
    const { code, output } = await app.init('--yes', '--table-names', 'user=users')
    expect(code).toBe(2)
    expect(output).toContain(
      '--table-names has no use here: Lucia is set up in src/auth.ts:4, which says it',
    )
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, type Workplace, workplace } from './app.ts'

let place: Workplace

beforeAll(async () => {
  place = await workplace()
})

afterAll(() => place?.remove())

const tsconfig = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'dom'],
    types: ['node'],
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['src'],
})

/** An app of one set-up of Lucia v2, and other files. */
async function setUp(path: string, code: string, files: Record<string, string> = {}): Promise<App> {
  const app = await place.app()
  const dependencies = { lucia: '^2.7.7', '@lucia-auth/adapter-sqlite': '^2.0.1' }
  await app.write('package.json', JSON.stringify({ type: 'module', dependencies }))
  for (const [name, text] of Object.entries({ ...files, [path]: code })) await app.write(name, text)
  const { code: exit, output } = await app.init('--yes')
  expect(exit, output).toBe(0)
  return app
}

describe('a set-up of Lucia v2 is replaced where it stands', () => {
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
import * as schema from './schema'

export const initializeLucia = (db: D1Database) => {
  return createAuth(db, { env: 'PROD', schema, middleware: hono() }).auth
}
export type Auth = ReturnType<typeof initializeLucia>
export const nameOf = (user: User) => user.userId
`)
    expect(await app.read('src/schema.ts')).toContain(
      `tableNames: { user: 'users', session: 'sessions', key: 'keys' },`,
    )
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
import * as schema from './schema.js'
import { libsql } from '@lucia-auth/adapter-sqlite'
import { client } from './client.js'

const tables = { user: 'user', key: 'user_key', session: 'user_session' } as const

// Ours.
const { auth } = createAuth(client, {
  env: 'DEV',
  schema,
})
export { auth, libsql, tables }
`)
    expect(await app.read('lib/schema.ts')).toContain('= createSchema()\n')
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
    schema,
    sessionAdapter: unstorage(storage),
    env: 'DEV',
});`)
    expect(code).not.toContain('betterSqlite3')
    expect(code).toContain(`import { unstorage } from '@lucia-auth/adapter-session-unstorage';`)
  })

  test('with a Drizzle client that has another schema beside it', async () => {
    const app = await setUp(
      'src/auth.ts',
      `import { lucia } from 'lucia'
import { d1 } from '@lucia-auth/adapter-sqlite'
import { drizzle } from 'drizzle-orm/d1'
import * as schema from './posts'

export const set = (db: D1Database) => ({
  posts: drizzle(db, { schema }),
  auth: lucia({ env: 'DEV', adapter: d1(db, { user: 'user', session: 'user_session', key: 'user_key' }) }),
})
`,
    )
    const code = await app.read('src/auth.ts')
    expect(code).toContain("import * as authSchema from './schema'")
    expect(code).toContain("auth: createAuth(db, { env: 'DEV', schema: authSchema }).auth,")
  })

  test('in JavaScript', async () => {
    const app = await setUp(
      'auth.js',
      `import { lucia } from 'lucia'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import { database } from './database.js'
export const auth = lucia({ adapter: betterSqlite3(database, { user: 'a', session: 'b', key: 'c' }), env: 'DEV' })
`,
    )
    expect(Object.keys(await app.files())).toEqual(['auth.js', 'package.json', 'schema.js'])
    expect(await app.read('auth.js')).toContain("import * as schema from './schema.js'")
  })
})

describe('the attributes of the namespace Lucia', () => {
  const code = `import { lucia } from 'lucia'
import { pg } from '@lucia-auth/adapter-postgresql'
import { pool } from './pool'
export const auth = lucia({ adapter: pg(pool, { user: 'auth_user', session: 'user_session', key: 'user_key' }), env: 'DEV' })
`

  test('become columns of their types, under their own names', async () => {
    const app = await setUp('src/auth.ts', code, {
      'src/app.d.ts': `declare global {
  namespace Lucia {
    type Auth = import('./auth').Auth
    interface DatabaseUserAttributes {
      github_username: string
      joined: Date
      age?: number
      'is-admin': boolean
      role: 'user' | 'admin' | null
      points: bigint
    }
    type DatabaseSessionAttributes = {}
  }
}
export {}
`,
    })
    expect(await app.read('src/schema.ts')).toBe(
      `import { bigint, boolean, integer, text, timestamp } from 'drizzle-orm/pg-core'
import { createSchema } from 'lucia-setup/schema/postgres'

export const { user, session, key } = createSchema({
  user: {
    github_username: text('github_username').notNull(),
    joined: timestamp('joined', { withTimezone: true }).notNull(),
    age: integer('age'),
    'is-admin': boolean('is-admin').notNull(),
    role: text('role').$type<'user' | 'admin'>(),
    points: bigint('points', { mode: 'bigint' }).notNull(),
  },
})
`,
    )
  })

  test('are named for people to write where they cannot be read', async () => {
    const app = await place.app()
    await app.write('package.json', '{}')
    await app.write('src/auth.ts', code)
    await app.write(
      'src/app.d.ts',
      `declare namespace Lucia {
  type DatabaseUserAttributes = Omit<import('./user').User, 'id'>
  type DatabaseSessionAttributes = { place: import('./place').Place }
}`,
    )
    const { output } = await app.init('--yes')
    const note = 'Write the columns of Lucia.DatabaseUserAttributes into src/schema.ts'
    expect(output).toContain(note)
    expect(output).toContain('check the column "place"')
    expect(await app.read('src/schema.ts')).toContain(
      "place: text('place').$type<import('./place').Place>().notNull()",
    )
  })
})

describe("an app's own Drizzle tables of Lucia's guide", () => {
  const schema = `import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
})

export const sessions = sqliteTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull().references(() => user.id),
  // In milliseconds.
  activeExpires: blob('active_expires', { mode: 'bigint' }).notNull(),
  idleExpires: blob('idle_expires', { mode: 'bigint' }).notNull(),
})

export const key = sqliteTable('user_key', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull().references(() => user.id),
  hashedPassword: text('hashed_password'),
})
`
  const repaired = schema
    .replace('blob, sqliteTable', 'integer, sqliteTable')
    .replace(/blob\(('\w+'), \{ mode: 'bigint' \}\)/g, 'integer($1)')

  test('serve the set-up as they are, but for expiries that never come', async () => {
    const app = await setUp(
      'src/auth.ts',
      `import { lucia } from 'lucia'
import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
export const auth = lucia({
  adapter: betterSqlite3(new Database('app.db'), { user: 'user', session: 'user_session', key: 'user_key' }),
  env: 'DEV',
  getUserAttributes: ({ name }) => ({ name }),
})
`,
      { 'src/schema.ts': schema, 'tsconfig.json': tsconfig },
    )
    expect(await app.read('src/schema.ts')).toBe(repaired)
    expect(
      await app.read('src/auth.ts'),
    ).toBe(`import { createAuth } from 'lucia-setup/better-sqlite3'
import { key, sessions, user } from './schema'
import Database from 'better-sqlite3'
export const { auth } = createAuth(new Database('app.db'), {
  schema: { user, session: sessions, key },
  env: 'DEV',
  getUserAttributes: ({ name }) => ({ name }),
})
`)
    await app.tool('tsc', '-p', '.')
  })

  test('serve a new set-up as well', async () => {
    const app = await place.app()
    await app.write('package.json', '{ "dependencies": { "better-sqlite3": "12", "hono": "4" } }')
    await app.write('tsconfig.json', tsconfig)
    await app.write('src/schema.ts', schema)
    await app.write(
      'src/database.ts',
      `import Database from 'better-sqlite3'
export const database: Database.Database = new Database('app.db')
`,
    )
    const { code, output } = await app.init('--yes')
    expect(code, output).toBe(0)
    expect(await app.read('src/schema.ts')).toBe(repaired)
    const auth = await app.read('src/auth.ts')
    expect(auth).toContain("import { database } from './database'")
    expect(auth).toContain('const schema = { user, session: sessions, key }')
    await app.tool('tsc', '-p', '.')
  })
})

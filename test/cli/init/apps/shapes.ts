import type { TableNames } from '../../../../src/internal/schema/names.ts'

/** An app with Lucia v2, as far as it is not like the others of its framework and database. */
export interface Shape {
  framework: string
  engine: string
  /** What is unusual about it. */
  with: string
  names: TableNames
  /** The names as the code has them; written out by default. */
  namesCode?: string
  /** Statements above `lucia()`. */
  head?: string
  /** Whether passwords are hashed as Lucia does it, and not in a way of the app's own. */
  hashes?: boolean
  /** Whether sessions have a column of the app's own, which they show. */
  country?: boolean
  /** Changes to the files. */
  edit?(edit: Edit): void
  /** What `init` says where it stops. */
  stops?: RegExp
}

/** Changes the files of an app; what is replaced must be there. */
export interface Edit {
  /** The file that calls `lucia()`. */
  auth: string
  add(path: string, text: string): void
  replace(path: string, from: string | RegExp, to: string): void
}

const documented = { user: 'user', session: 'user_session', key: 'user_key' }
const prefixed = { user: 'auth_user', session: 'auth_session', key: 'auth_key' }
const mixed = { user: 'auth_user', session: 'user_session', key: 'user_key' }

/** Apps that `init` sets up. */
const known: Shape[] = [
  {
    framework: 'sveltekit',
    engine: 'better-sqlite3',
    with: 'Drizzle tables of other property names and modes',
    names: prefixed,
    hashes: true,
    edit: ({ add }) =>
      add(
        'src/lib/server/schema.ts',
        `import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const users = sqliteTable('auth_user', {
  id: text('id').primaryKey(),
  username: text('username').notNull(),
  isBanned: integer('is_banned', { mode: 'boolean' }).notNull(),
  seenAt: integer('seen_at', { mode: 'timestamp_ms' }),
})
`,
      ),
  },
  {
    framework: 'sveltekit',
    engine: 'pg',
    with: "a Drizzle table of the default name that is not Lucia's",
    names: mixed,
    hashes: true,
    edit: ({ add }) =>
      add(
        'src/lib/server/schema.ts',
        `import { pgTable, text } from 'drizzle-orm/pg-core'

export const user = pgTable('user', { id: text('id').primaryKey(), name: text('name') })
`,
      ),
  },
  {
    framework: 'sveltekit',
    engine: 'better-sqlite3',
    with: 'a declared attribute whose column has another name',
    names: documented,
    edit: ({ replace, auth }) => {
      replace('src/app.d.ts', 'points: number', 'points: number\n    displayName?: string')
      replace(auth, '...data,', '...data, name: data.displayName ?? data.username,')
    },
  },
  { framework: 'sveltekit', engine: 'mysql2', with: 'nothing unusual', names: mixed, hashes: true },
  {
    framework: 'next',
    engine: 'better-sqlite3',
    with: 'names of a constant elsewhere, and a database that outlives reloads',
    names: prefixed,
    namesCode: 'TABLES',
    head: "import { TABLES } from '@/auth/tables'\n",
    edit: ({ add, replace }) => {
      add(
        'auth/tables.ts',
        `const prefix = 'auth_'
export const TABLES = { user: \`\${prefix}user\`, session: prefix + 'session', key: 'auth_key' }
`,
      )
      replace(
        'auth/database.ts',
        'export const database =',
        `const kept = globalThis as { database?: Database.Database }
export const database = kept.database =`,
      )
    },
  },
  { framework: 'next', engine: 'pg', with: 'nothing unusual', names: mixed },
  {
    framework: 'next',
    engine: 'postgres',
    with: 'the options in a constant',
    names: mixed,
    edit: ({ replace, auth }) => {
      replace(auth, 'export const auth = lucia({', 'const options = {')
      replace(auth, '\n})\n', '\n} satisfies Configuration\n\nexport const auth = lucia(options)\n')
      replace(auth, '{ lucia }', '{ type Configuration, lucia }')
    },
  },
  { framework: 'nuxt', engine: 'mysql2', with: 'nothing unusual', names: mixed },
  {
    framework: 'nuxt',
    engine: 'better-sqlite3',
    with: 'whole modules imported',
    names: documented,
    edit: ({ replace, auth }) => {
      replace(auth, 'import { betterSqlite3 } from', 'import * as adapters from')
      replace(auth, ' betterSqlite3(', ' adapters.betterSqlite3(')
      replace(auth, 'import { lucia } from', 'import * as l from')
      replace(auth, ' lucia(', ' l.lucia(')
    },
  },
  {
    framework: 'astro',
    engine: 'libsql',
    with: 'the adapter in a constant, and the client made for it',
    names: documented,
    head: `
const adapter = libsql(createClient({ url: \`file:\${process.env.DATABASE_FILE}\` }), {
  user: 'user',
  session: 'user_session',
  key: 'user_key',
})
`,
    edit: ({ replace, auth }) => {
      replace(auth, /adapter: .*,/, 'adapter,')
      replace(auth, /import \{ database .*/, "import { createClient } from '@libsql/client'")
    },
  },
  { framework: 'astro', engine: 'postgres', with: 'nothing unusual', names: mixed },
  { framework: 'astro', engine: 'd1', with: 'a binding of the platform', names: documented },
  {
    framework: 'express',
    engine: 'mysql2',
    with: 'attributes of sessions',
    names: prefixed,
    country: true,
  },
  {
    framework: 'express',
    engine: 'better-sqlite3',
    with: 'the sessions elsewhere',
    names: documented,
    edit: ({ replace, auth }) => {
      replace(auth, 'adapter: betterSqlite3(', 'adapter: { user: betterSqlite3(')
      replace(auth, "'user_key' }),", "'user_key' }), session: unstorage(storage) },")
      replace(auth, "session: 'user_session'", 'session: null')
      replace(
        auth,
        'import { database }',
        `import { unstorage } from '@lucia-auth/adapter-session-unstorage'
import { createStorage } from 'unstorage'
import { database }`,
      )
      replace(auth, 'export const auth', 'const storage = createStorage()\n\nexport const auth')
    },
  },
  {
    framework: 'express',
    engine: 'pg',
    with: 'a JavaScript file without types',
    names: mixed,
    edit: ({ replace, auth }) => replace(auth, '\nexport type Auth = typeof auth\n', ''),
  },
  {
    framework: 'hono',
    engine: 'd1',
    with: 'a set-up of each request',
    names: documented,
    edit: ({ replace, auth }) => {
      replace(auth, "import { database } from './database'\n", '')
      replace(auth, 'const auth = lucia', 'const initializeLucia = (database: D1Database) => lucia')
      replace(auth, 'typeof auth', 'ReturnType<typeof initializeLucia>')
      replace('src/index.ts', '{ auth }', '{ initializeLucia }')
      replace('src/index.ts', /async \(c\) => \{/g, '$&\n  const auth = initializeLucia(c.env.DB)')
      replace('src/index.ts', 'Record<string, never>', '{ DB: D1Database }')
    },
  },
  {
    framework: 'hono',
    engine: 'pg',
    with: 'tables in a schema of PostgreSQL',
    names: { user: 'app.auth_user', session: 'app.auth_session', key: 'app.auth_key' },
    country: true,
  },
  { framework: 'hono', engine: 'libsql', with: 'nothing unusual', names: documented, hashes: true },
  {
    framework: 'hono',
    engine: 'better-sqlite3',
    with: 'a factory that is called like the one of this package',
    names: documented,
    edit: ({ replace, auth }) => {
      replace(auth, 'export const auth = lucia({', 'const createAuth = () => lucia({')
      replace(auth, '\nexport type', '\nexport const auth = createAuth()\nexport type')
    },
  },
  {
    framework: 'elysia',
    engine: 'better-sqlite3',
    with: 'names that are computed',
    names: prefixed,
    namesCode: 'names()',
    head: `
const prefix = 'auth_'
const names = () => ({ user: \`\${prefix}user\`, session: 'auth_session', key: 'auth_key' })
`,
  },
  {
    framework: 'elysia',
    engine: 'pg',
    with: 'attributes of types that are imported',
    names: prefixed,
    country: true,
    edit: ({ add, replace }) => {
      add('src/names.ts', 'export type Username = string\n')
      replace('src/app.d.ts', 'username: string', "username: import('./names').Username")
    },
  },
  {
    framework: 'elysia',
    engine: 'mysql2',
    with: 'a constant of names in the file',
    names: mixed,
    namesCode: 'tables',
    head: "\nconst tables = { user: 'auth_user', session: 'user_session', key: 'user_key' } as const\n",
  },
]

/** Apps that `init` leaves as they are. */
const refused: Shape[] = [
  {
    framework: 'express',
    engine: 'better-sqlite3',
    with: 'an adapter that is chosen at run time',
    names: documented,
    head: "\nconst memory = () => betterSqlite3(database, { user: 'u', session: 's', key: 'k' })\n",
    edit: ({ replace, auth }) =>
      replace(auth, 'adapter: ', 'adapter: process.env.MEMORY ? memory() : '),
    stops: /the adapter of lucia\(\) must be one call to be replaced/,
  },
  {
    framework: 'next',
    engine: 'pg',
    with: 'two set-ups',
    names: mixed,
    edit: ({ add }) =>
      add(
        'auth/admin.ts',
        "import { lucia } from 'lucia'\nexport const admin = lucia({ adapter: makeAdapter(), env: 'PROD' })\n",
      ),
    stops: /Lucia is set up more than once, in auth\/admin\.ts:2 and auth\/lucia\.ts:\d+/,
  },
  {
    framework: 'sveltekit',
    engine: 'mysql2',
    with: 'an option of Lucia v1',
    names: prefixed,
    edit: ({ replace, auth }) =>
      replace(auth, 'middleware:', 'transformDatabaseUser: (user: object) => user,\n  middleware:'),
    stops: /options\.transformDatabaseUser does not exist/,
  },
  {
    framework: 'astro',
    engine: 'libsql',
    with: 'other uses of the adapter',
    names: documented,
    head: "\nexport const adapter = libsql(database, { user: 'user', session: 's', key: 'k' })\n",
    edit: ({ replace, auth }) => replace(auth, /adapter: .*,/, 'adapter,'),
    stops: /the adapter of lucia\(\) has other uses/,
  },
]

export const shapes: Shape[] = [...known, ...refused]

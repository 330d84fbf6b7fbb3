/** What the apps on a database have of their own. */
export interface Engine {
  /** The package of the driver, and of Lucia's adapter. */
  packages: string[]
  adapter: { module: string; name: string; local?: string }
  /** The file that makes the handle, which is called `database`. */
  database: string
  /** The types of Lucia's columns. */
  types: { id: string; expires: string; hash: string }
  /** Columns of the app's own: their types there, and in TypeScript. */
  columns: Record<string, { type: string; is: string; old: unknown; new: string }>
  /** Whether an error means that a name is taken, and what that code imports. */
  taken: { import?: string; code: string }
}

const sqliteColumns: Engine['columns'] = {
  username: { type: 'TEXT NOT NULL UNIQUE', is: 'string', old: 'ann', new: 'username' },
  is_banned: { type: 'INTEGER NOT NULL DEFAULT 0', is: '0 | 1', old: 1, new: '0' },
  seen_at: {
    type: 'INTEGER',
    is: 'number',
    old: 1_720_000_000_123,
    new: 'Date.UTC(2024, 2, 10, 7)',
  },
  born: { type: 'DATETIME', is: 'string | null', old: '1990-03-11 02:30:00', new: 'null' },
  settings: {
    type: 'TEXT',
    is: 'string',
    old: '{"a":[1]}',
    new: "JSON.stringify({ theme: 'dark' })",
  },
  points: { type: 'BIGINT', is: 'number', old: Number.MAX_SAFE_INTEGER, new: '7' },
  ratio: { type: 'REAL', is: 'number', old: 0.1, new: '2.5' },
}

const sqliteTypes = { id: 'TEXT NOT NULL', expires: 'INTEGER NOT NULL', hash: 'TEXT' }

const postgresColumns: Engine['columns'] = {
  username: sqliteColumns.username as Engine['columns'][string],
  is_banned: { type: 'BOOLEAN NOT NULL DEFAULT false', is: 'boolean', old: true, new: 'false' },
  seen_at: {
    type: 'TIMESTAMP',
    is: 'Date',
    old: '2024-03-10 01:59:59.5',
    new: "new Date('2024-03-10T07:30:00.123Z')",
  },
  born: { type: 'DATE', is: 'Date | null', old: '1990-03-11', new: 'null' },
  joined: { type: 'TIMESTAMPTZ', is: 'Date', old: '2024-07-01 12:00:00+02', new: 'new Date(0)' },
  settings: {
    type: 'JSONB',
    is: '{ theme: string }',
    old: '{"theme":"light"}',
    new: "{ theme: 'dark' }",
  },
  points: { type: 'BIGINT', is: 'string', old: '9007199254740993', new: "'9007199254740995'" },
  ratio: { type: 'NUMERIC(10, 4)', is: 'string', old: '12.5000', new: "'0.1'" },
}

const postgresTypes = { id: 'TEXT NOT NULL', expires: 'BIGINT NOT NULL', hash: 'TEXT' }

export const engines: Record<string, Engine> = {
  'better-sqlite3': {
    packages: ['better-sqlite3', '@lucia-auth/adapter-sqlite'],
    adapter: { module: '@lucia-auth/adapter-sqlite', name: 'betterSqlite3' },
    database: `import Database from 'better-sqlite3'

export const database = new Database(process.env.DATABASE_FILE ?? 'app.db')
`,
    types: sqliteTypes,
    columns: sqliteColumns,
    taken: {
      import: "import Database from 'better-sqlite3'\n",
      code: "error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE'",
    },
  },
  libsql: {
    packages: ['@libsql/client', '@lucia-auth/adapter-sqlite'],
    adapter: { module: '@lucia-auth/adapter-sqlite', name: 'libsql' },
    database: `import { createClient } from '@libsql/client'

export const database = createClient({ url: \`file:\${process.env.DATABASE_FILE}\` })
`,
    types: sqliteTypes,
    columns: sqliteColumns,
    taken: {
      import: "import { LibsqlError } from '@libsql/client'\n",
      code: "error instanceof LibsqlError && error.code.startsWith('SQLITE_CONSTRAINT')",
    },
  },
  d1: {
    packages: ['@lucia-auth/adapter-sqlite'],
    adapter: { module: '@lucia-auth/adapter-sqlite', name: 'd1' },
    database: `declare global {
  var bindings: { DB: D1Database }
}
export const database = globalThis.bindings.DB
`,
    types: sqliteTypes,
    columns: sqliteColumns,
    taken: { code: "error instanceof Error && error.message.includes('UNIQUE constraint failed')" },
  },
  pg: {
    packages: ['pg', '@lucia-auth/adapter-postgresql'],
    adapter: { module: '@lucia-auth/adapter-postgresql', name: 'pg', local: 'pg as adapter' },
    database: `import pg from 'pg'

export const database = new pg.Pool({ connectionString: process.env.DATABASE_URL })
`,
    types: postgresTypes,
    columns: postgresColumns,
    taken: {
      import: "import pg from 'pg'\n",
      code: "error instanceof pg.DatabaseError && error.code === '23505'",
    },
  },
  postgres: {
    packages: ['postgres', '@lucia-auth/adapter-postgresql'],
    adapter: {
      module: '@lucia-auth/adapter-postgresql',
      name: 'postgres',
      local: 'postgres as adapter',
    },
    database: `import postgres from 'postgres'

export const database = postgres(process.env.DATABASE_URL ?? '', { max: 2, onnotice: () => {} })
`,
    types: postgresTypes,
    columns: postgresColumns,
    taken: {
      import: "import postgres from 'postgres'\n",
      code: "error instanceof postgres.PostgresError && error.constraint_name?.endsWith('_key') === true",
    },
  },
  mysql2: {
    packages: ['mysql2', '@lucia-auth/adapter-mysql'],
    adapter: { module: '@lucia-auth/adapter-mysql', name: 'mysql2' },
    database: `import mysql from 'mysql2/promise'

export const database = mysql.createPool(process.env.DATABASE_URL ?? '')
`,
    types: {
      id: 'VARCHAR(127) NOT NULL',
      expires: 'BIGINT UNSIGNED NOT NULL',
      hash: 'VARCHAR(255)',
    },
    columns: {
      username: { type: 'VARCHAR(31) NOT NULL UNIQUE', is: 'string', old: 'ann', new: 'username' },
      is_banned: { type: 'TINYINT(1) NOT NULL DEFAULT 0', is: '0 | 1', old: 1, new: '0' },
      seen_at: {
        type: 'DATETIME(3)',
        is: 'Date',
        old: '2024-03-10 01:59:59.500',
        new: "new Date('2024-03-10T07:30:00.123Z')",
      },
      born: { type: 'DATE', is: 'Date | null', old: '1990-03-11', new: 'null' },
      joined: {
        type: 'TIMESTAMP NULL',
        is: 'Date',
        old: '2024-07-01 12:00:00',
        new: "new Date('2024-01-01T00:00:00Z')",
      },
      settings: {
        type: 'JSON',
        is: 'unknown',
        old: '{"theme":"light"}',
        new: "JSON.stringify({ theme: 'dark' })",
      },
      points: { type: 'BIGINT', is: 'number', old: '9007199254740991', new: '7' },
      ratio: { type: 'DECIMAL(10, 4)', is: 'string', old: '12.5000', new: "'0.1'" },
    },
    taken: { code: "(error as { code?: string }).code === 'ER_DUP_ENTRY'" },
  },
}

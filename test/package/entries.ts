/** A driver entry: what it may reach, and what an app brings that uses it. */
export interface Entry {
  name: string
  /** Drizzle's name of the dialect, and this package's. */
  dialect: 'sqlite' | 'pg' | 'mysql'
  schema: 'sqlite' | 'postgres' | 'mysql'
  /** Drizzle's driver. */
  drizzle: string
  /** What the bundle leaves to the platform: the driver's package, as Drizzle's driver imports it. */
  imports: string[]
  /** What an app installs for its driver. */
  packages: string[]
  /** The global types that the driver's own declarations ask for. */
  types?: string[]
  /** Where the type of the handle comes from in such an app. */
  handleImport: string
  handle: string
}

export const entries: Entry[] = [
  {
    name: 'd1',
    dialect: 'sqlite',
    schema: 'sqlite',
    drizzle: 'd1',
    imports: [],
    packages: ['@cloudflare/workers-types'],
    handleImport: "import type { D1Database } from '@cloudflare/workers-types'",
    handle: 'D1Database',
  },
  {
    name: 'durable-sqlite',
    dialect: 'sqlite',
    schema: 'sqlite',
    drizzle: 'durable-sqlite',
    imports: [],
    packages: ['@cloudflare/workers-types'],
    handleImport: "import type { DurableObjectStorage } from '@cloudflare/workers-types'",
    handle: 'DurableObjectStorage',
  },
  {
    name: 'better-sqlite3',
    dialect: 'sqlite',
    schema: 'sqlite',
    drizzle: 'better-sqlite3',
    imports: ['better-sqlite3'],
    packages: ['better-sqlite3', '@types/better-sqlite3'],
    handleImport: "import type { Database } from 'better-sqlite3'",
    handle: 'Database',
  },
  {
    name: 'libsql',
    dialect: 'sqlite',
    schema: 'sqlite',
    drizzle: 'libsql',
    imports: [],
    packages: ['@libsql/client'],
    handleImport: "import type { Client } from '@libsql/client'",
    handle: 'Client',
  },
  {
    name: 'pg',
    dialect: 'pg',
    schema: 'postgres',
    drizzle: 'node-postgres',
    imports: ['pg'],
    packages: ['pg', '@types/pg'],
    handleImport: "import type { Pool } from 'pg'",
    handle: 'Pool',
  },
  {
    name: 'pglite',
    dialect: 'pg',
    schema: 'postgres',
    drizzle: 'pglite',
    imports: ['@electric-sql/pglite'],
    packages: ['@electric-sql/pglite'],
    handleImport: "import type { PGlite } from '@electric-sql/pglite'",
    handle: 'PGlite',
  },
  {
    name: 'postgres-js',
    dialect: 'pg',
    schema: 'postgres',
    drizzle: 'postgres-js',
    imports: ['postgres'],
    packages: ['postgres', '@types/node'],
    types: ['node'],
    handleImport: "import type { Sql } from 'postgres'",
    handle: 'Sql',
  },
  {
    name: 'neon-http',
    dialect: 'pg',
    schema: 'postgres',
    drizzle: 'neon-http',
    imports: ['@neondatabase/serverless'],
    packages: ['@neondatabase/serverless'],
    handleImport: "import type { NeonQueryFunction } from '@neondatabase/serverless'",
    handle: 'NeonQueryFunction<false, false>',
  },
  {
    name: 'mysql2',
    dialect: 'mysql',
    schema: 'mysql',
    drizzle: 'mysql2',
    imports: ['mysql2', 'node:events'],
    packages: ['mysql2', '@types/node'],
    types: ['node'],
    handleImport: "import type { Pool } from 'mysql2/promise'",
    handle: 'Pool',
  },
  {
    name: 'planetscale',
    dialect: 'mysql',
    schema: 'mysql',
    drizzle: 'planetscale-serverless',
    imports: ['@planetscale/database'],
    packages: ['@planetscale/database'],
    handleImport: "import type { Client } from '@planetscale/database'",
    handle: 'Client',
  },
]

import type { TypePrinter } from '../printer.ts'
import type { Reads } from './database.ts'
import type { DialectName } from './dialect.ts'

/** A driver entry of this package: all that the commands know of it. */
export interface Driver {
  /** What is said of it where one has to be chosen. */
  says: string
  /** Undefined for Prisma, whose schema has the say. */
  dialect?: DialectName
  /** The npm package of the driver; D1 has none. */
  package?: string
  /** The package of its types, where it does not bring them along. */
  types?: string
  /** Whether its own types are nothing without those of Node. */
  needsNodeTypes?: true
  /** What `createSchema()` has to be told for it, as code. */
  schema?: string
  /** The version of Drizzle that it needs, where not every one will do. */
  drizzle?: string
  /** Lucia's own adapter for it, as it is exported: `betterSqlite3`. */
  adapter?: string
  /** What makes its handle: `new Pool()` of `pg`. */
  maker?: { module: RegExp; name: string }
  /** How an app on Node makes its one handle. */
  node?: HandleCode
  /** How a Worker reaches a database. */
  worker?: Reach | RequestHandle
  /** What drizzle-kit's configuration says beside the dialect. */
  kit?: { dialect?: string; lines?: string[] }
  /** What the driver itself gives, where it is not what Drizzle makes of it. */
  values?: OwnValues
  /** How `check` and `sql` read a database. */
  reads?: Reads
}

/** Values of some types as a driver gives them. */
export interface OwnValues {
  /** Integers of 8 bytes. */
  int8?: 'text'
  /** Times without a zone, and dates: in the zone of the process, or as text. */
  times?: 'local' | 'text'
  dates?: 'local' | 'text'
  /** What bytes are in TypeScript. */
  bytes?: string
  /** JSON that is given as a value and not as text. */
  json?: 'value'
}

/** As a binding, the storage of an object, over fetch, or through Hyperdrive. */
export type Reach = 'binding' | 'storage' | 'fetch' | 'hyperdrive'

interface RequestHandle {
  reach: Reach
  open(binding: string, ts: TypePrinter): RequestHandleCode
}

/** How the code of an app makes a driver's handle: what `createAuth()` is called with. */
export interface HandleCode {
  import: string
  /** The variable that holds the handle. */
  name: string
  /** The statements that make it. */
  open: string[]
}

/** The same for a Worker, which makes a handle for each request. */
export interface RequestHandleCode extends HandleCode {
  /** The bindings that `open` uses, with their types. */
  bindings: Record<string, string>
  /** Where there is something to close: the handle's type, and the expression that closes it. */
  type?: string
  close?: string
}

/** The URLs of PostgreSQL. */
export const postgresProtocols = ['postgres:', 'postgresql:']

const fileCode = "process.env.DATABASE_FILE ?? 'app.db'"

/** The part of a driver whose class opens a file of SQLite. */
export function fileDriver(name: string, imported: string) {
  const open = [`const database = new ${name}(${fileCode})`]
  return {
    dialect: 'sqlite',
    node: { import: `import ${imported}`, name: 'database', open },
    kit: { lines: [`  dbCredentials: { url: ${fileCode} },`] },
  } as const satisfies Partial<Driver>
}

/** What drizzle-kit reads of a server's address. */
export const urlCredentials = "  dbCredentials: { url: process.env.DATABASE_URL ?? '' },"

/** The part of a driver whose handle is made of a server's `url`. */
export function serverDriver(imported: string, name: string, made: string) {
  const address = 'const url = process.env.DATABASE_URL'
  const check = "if (!url) throw new Error('Set DATABASE_URL')"
  const open = [address, check, `const ${name} = ${made}`]
  return {
    node: { import: `import ${imported}`, name, open },
    kit: { lines: [urlCredentials] },
  } satisfies Partial<Driver>
}

/** The same where Workers reach the server too, over HTTP. */
export function fetchDriver(imported: string, name: string, made: string, madeOnWorkers: string) {
  const parts = serverDriver(imported, name, made)
  const open = () => ({
    import: parts.node.import,
    name,
    bindings: { DATABASE_URL: 'string' },
    open: [`const ${name} = ${madeOnWorkers}`],
  })
  return { ...parts, worker: { reach: 'fetch', open } } satisfies Partial<Driver>
}

/** The type of a Hyperdrive binding, as far as drivers for PostgreSQL use it. */
export const hyperdriveUrl = '{ connectionString: string }'

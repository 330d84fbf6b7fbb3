import type { RequestContext } from 'lucia'
import type { Setup } from '../../src/internal/create-auth.ts'
import type { AuthOptions } from '../../src/internal/options.ts'
import type { schemas } from '../fixtures/sqlite.ts'
import type { Counted } from './counter.ts'
import type { ServerDatabase } from './database.ts'
import type { Dialect, Row } from './tables.ts'

/** The schemas that the fixtures of every dialect have, with the same properties. */
export type Schemas = typeof schemas
export type LuciaSchema = Schemas['lucia']
type NoAttributes = Record<never, never>

/** Any entry's `createAuth()`, on the tables of the fixture `lucia`. */
export type CreateAuth = (
  handle: unknown,
  options: AuthOptions<LuciaSchema, NoAttributes, object, object, [RequestContext]>,
) => Setup<unknown, LuciaSchema, NoAttributes, NoAttributes, never[]>

/** The same, as a caller without types has it. */
export type UntypedCreateAuth = (handle: unknown, options?: unknown) => { auth: object; db: object }

/** The fixtures of a dialect, whose types stand for those of all. */
interface Fixtures {
  dialect: Dialect
  schemas: Schemas
  /** The fixture `lucia` of them. */
  schema: LuciaSchema
}

/** An entry's `createAuth()` with the fixtures of its dialect. */
export function entryOf(
  createAuth: unknown,
  dialect: Dialect,
  fixtures: object,
): Fixtures & { createAuth: CreateAuth & UntypedCreateAuth } {
  const schemas = fixtures as Schemas
  const typed = createAuth as CreateAuth & UntypedCreateAuth
  return { createAuth: typed, dialect, schemas, schema: schemas.lucia }
}

/** What the tests know of a driver: a file of this folder says it once, and every suite reads it. */
export interface Driver<Name extends string = string> extends Fixtures {
  /** The entry's subpath. */
  name: Name
  createAuth: UntypedCreateAuth
  /** What the entry's error says to pass. */
  says: RegExp
  /** What the driver gives, each with a database of its own. */
  handles: Handle[]
  app: App
}

/** A driver whose handles can be had in Node. */
export interface DriverInNode<Name extends string = string> extends Driver<Name> {
  /** All that the entry takes, by name. Most reach no server. */
  open(): Promise<{ handles: Readonly<Record<string, unknown>>; close(): Promise<unknown> }>
  /** A handle with the tables of the fixture `tokens`, whose statements are counted. */
  count(): Promise<Counted>
  /** A database with the default tables for an app in Node, and the variables that say where it is. */
  serve?(): Promise<ServedDatabase>
}

/** A driver that another runtime than Node 20 has, or Drizzle 1.0 alone: test/runtimes runs the suite. */
export interface DriverElsewhere<Name extends string = string>
  extends Pick<Driver<Name>, 'name' | 'dialect' | 'app'> {
  serve(): Promise<ServedDatabase>
}

/** What an app brings that uses the driver, and what its bundle reaches. */
export interface App {
  /** Drizzle's driver. */
  drizzle: string
  /** What the bundle leaves to the platform: the driver's package, as Drizzle's driver imports it. */
  imports: string[]
  packages: string[]
  /** The global types that the driver's own declarations ask for. */
  types?: string[]
  /** Where the type of the handle comes from, and its name. */
  handleImport: string
  handle: string
}

export interface ServedDatabase {
  environment: Record<string, string>
  close(): Promise<void>
}

/** One kind of handle that a driver gives. */
export interface Handle extends Fixtures {
  name: string
  createAuth: CreateAuth
  /** Drizzle's own client on it. */
  drizzle(handle: never, config?: object): unknown
  /** How the messages of the driver's own errors begin. */
  messages: { ended: string; refused: string; missing: string }
  /** Opens a database with the tables of a schema, or of statements, or with none. */
  open(tables?: object | string[], connections?: number): Promise<Opened>
  /** A handle whose server is to be on that port of this machine. */
  connectTo?(port: number): Promise<Pick<Opened, 'handle' | 'close'>>
}

/** A database of one test. */
export interface Opened {
  handle: unknown
  /** Runs a statement through the handle, as the app would without Drizzle. */
  query(statement: string): Promise<Row[]>
  /** Runs a statement of the test's own, through another connection where there is one. */
  run(statement: string): Promise<unknown>
  rows(statement: string): Promise<Row[]>
  /** How many rows each of the tables has. */
  counts(...tables: string[]): Promise<number[]>
  /** Ends the handle, as the app would. */
  end(): Promise<unknown>
  close(): Promise<unknown>
}

/** A handle, as a test opened it. */
export interface Connected {
  handle: unknown
  query(statement: string): Promise<Row[]>
  end(): Promise<unknown>
}

/** A handle on a server, which its databases outlive. */
export interface ServerHandle extends Handle {
  /** A database with the tables of the fixture `lucia`, or of another schema. */
  database(schema?: object): Promise<ServerDatabase>
  /** Connects with at most so many connections, where the handle is a pool. */
  connect(url: string, connections: number): Promise<Connected>
}

type OnServer = Omit<ServerHandle, 'open'>

/** A handle on a server, by how to make a database and to connect. */
export function serverHandle(given: OnServer): ServerHandle {
  const { database, connect, dialect } = given
  return {
    async connectTo(port) {
      const address = `${dialect}://lucia:lucia@127.0.0.1:${port}/lucia`
      const { handle, end } = await connect(address, 2)
      return { handle, close: end }
    },
    ...given,
    async open(tables = {}, connections = 2) {
      const { url, run, rows, counts, drop } = await database(tables)
      const { handle, query, end } = await connect(url, connections)
      return { handle, query, run, rows, counts, end, close: () => end().then(drop, drop) }
    },
  }
}

/** Opens a database, hands the set-up on it over, and closes everything whatever happens. */
export async function withHandle(
  { createAuth, schema, database: make, connect }: ServerHandle,
  connections: number,
  body: (on: {
    setup: ReturnType<CreateAuth>
    connected: Connected
    database: ServerDatabase
  }) => Promise<void>,
): Promise<void> {
  const database = await make()
  const connected = await connect(database.url, connections)
  try {
    await body({ setup: createAuth(connected.handle, { schema }), connected, database })
  } finally {
    await connected.end().catch(() => {})
    await database.drop()
  }
}

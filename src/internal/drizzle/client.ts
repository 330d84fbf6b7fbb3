/** What Drizzle's clients and transactions have inside, in each of its versions. */
interface Inside {
  dialect: object
  session: { client: object }
  /** Of `withReplicas()`: what is written goes there. */
  $primary?: Inside
}

/** The entries for Drizzle's names of its clients, without "Database" or "Transaction". */
const entries: Readonly<Record<string, string>> = {
  BetterSQLite: 'better-sqlite3',
  BetterSQLite3: 'better-sqlite3',
  BunSQLite: 'bun-sqlite',
  D1: 'd1',
  DrizzleSqliteDO: 'durable-sqlite',
  LibSQL: 'libsql',
  MySql2: 'mysql2',
  NeonHttp: 'neon-http',
  NodePg: 'pg',
  NodeSQLite: 'node-sqlite',
  Pglite: 'pglite',
  PlanetScale: 'planetscale',
  PostgresJs: 'postgres-js',
  SQLiteBun: 'bun-sqlite',
  SQLiteDO: 'durable-sqlite',
}

/** The entries for clients of other drivers, by their dialects. */
const dialects = { 'drizzle/sqlite': /SQLite/, 'drizzle/postgres': /Pg/, 'drizzle/mysql': /MySql/ }

// Of Drizzle's `entityKind`, which what has no Drizzle in its bundle cannot import.
const entityKind = Symbol.for('drizzle:entityKind')

/** Whether a value is a client of Drizzle, some of which have all methods of their driver's handle. */
export function isDrizzleClient(value: object): boolean {
  return ['dialect', 'session', 'select'].every((name) => name in value)
}

/** Whether a value is a Drizzle client of a dialect, by Drizzle's name of that. */
export function isOfDialect(value: object, dialect: RegExp): boolean {
  return isDrizzleClient(value) && dialect.test(kindOf((value as Inside).dialect))
}

/** The entry that a Drizzle client is for, if there is one. */
export function entryOf(client: object): string | undefined {
  const ofDriver = entries[kindOf(primaryOf(client)).replace(/Database$|Transaction$/, '')]
  // Drizzle calls a transaction of node:sqlite as it calls those of sql.js, which have no sessions.
  if ('createSession' in Object(connectionOf(client))) return 'node-sqlite'
  const [dialect] = Object.entries(dialects).find(([, kind]) => isOfDialect(client, kind)) ?? []
  return ofDriver ?? dialect
}

function kindOf(object: object): string {
  return String(Reflect.get(object.constructor, entityKind))
}

/** The client itself, or the one that `withReplicas()` sends to what is written. */
export function primaryOf<Client extends object>(client: Client): Client {
  return ((client as unknown as Inside).$primary ?? client) as Client
}

/** Whether a Drizzle client is one of the app's transactions. */
export function isTransaction(client: object): boolean {
  return 'nestedIndex' in client
}

/** What a Drizzle client, or a transaction, sends its statements through: the driver's own. */
export function connectionOf(client: object): object {
  return (client as Inside).session.client
}

/** A Drizzle client as it is, on another connection of its driver. */
export function onConnection<Client extends object>(client: Client, connection: object): Client {
  const { session } = client as unknown as Inside
  const other = Object.create(session, { client: { value: connection } })
  return Object.create(client, { session: { value: other } })
}

import type { Column, DrizzleEntityClass, SQL, SQLWrapper, Subquery, Table } from 'drizzle-orm'
import type { SessionSchema, UserSchema } from 'lucia'
import type { ReadViolation } from './adapter/violation.ts'
import type { DriverTypes } from './create-auth.ts'
import type { ClientConfig } from './drizzle/versions.ts'
import type { AuthSchema } from './schema/auth-schema.ts'
import type { TableNames } from './schema/names.ts'
import type { HandleRule } from './set-up-once.ts'

/** A Drizzle query that is ready to run: awaiting it sends one statement. */
export interface Statement<Result = unknown> extends PromiseLike<Result>, SQLWrapper {
  /** Of one that writes: into which table. */
  config?: { table?: Table }
}

/** A Drizzle select, as far as the adapter builds one. */
export interface Select<Row> extends Statement<Row[]> {
  innerJoin(table: Table, on: SQL): Select<Row>
  leftJoin(table: Table, on: SQL): Select<Row>
  where(condition: SQL): Select<Row>
  orderBy(column: Column): Select<Row>
  limit(rows: number): Select<Row>
  as(alias: string): Subquery
  toSQL(): { sql: string }
  prepare(name?: string): PreparedSelect<Row>
  /** Without a name on the server: `prepare()` of Drizzle 1.0 makes one up for PostgreSQL. */
  _prepare(): PreparedSelect<Row>
}

/** An insert of what a select finds. */
export interface Insert extends Statement {
  returning?(fields: Fields): Statement
}

/** A row by the properties of a schema. */
export type Row = Record<string, unknown>

/** A statement that inserts a row into a table of the schema. */
export interface InsertOf<Made extends Statement> {
  /** Of `write`, among those for this table. */
  name: string
  part: keyof AuthSchema
  row: Row
  /** Makes it, of a row whose values may be placeholders. */
  write(db: DrizzleClient, table: Table, row: Row): Made
  db: DrizzleClient
  prepare?: Traits['prepare']
}

/** Makes statements that insert rows, by what it has made for earlier ones. */
export interface Inserts {
  statement<Made extends Statement>(insert: InsertOf<Made>): Made
}

/** A statement that is made of the insert of a session, and of its row by the properties of the schema. */
export type OfInsert = <Made extends Statement>(
  name: string,
  make: (insert: () => Insert, row: Row) => Made,
) => Made

/** An update; MySQL's tells nothing of what it has updated. */
export interface Update extends Statement {
  returning?<Row>(fields: Fields): Statement<Row[]>
}

/** A prepared select, with values by the names of its placeholders. */
export interface PreparedSelect<Row> {
  execute(values: object): SelectedRows<Row>
}

/** What it finds; a synchronous driver of SQLite gives it at once, if it is asked to. */
export interface SelectedRows<Row> extends PromiseLike<Row[]> {
  sync?(): Row[]
}

/** The fields of a select: columns, or tables of them. */
export type Fields = Record<string, SQLWrapper | Record<string, SQLWrapper>>

/**
 * What the adapter uses of a Drizzle client. Drizzle's query builders are the same at run time in
 * every dialect, but their types are not: a driver file casts its client to this shape.
 */
export interface DrizzleClient {
  select<Row>(fields: Fields): { from(table: Table | Subquery): Select<Row> }
  insert(table: Table): { values(rows: object | object[]): NewRows; select(query: SQL): Insert }
  update(table: Table): { set(row: object): { where(condition: SQL): Update } }
  delete(table: Table): { where(condition: SQL | undefined): Delete }
  /** What the client keeps what it has read in, if it is told to. */
  session?: { cache?: { onMutate(changed: { tables: Table[] }): Promise<unknown> } }
}

/** An insert of rows, which can change those that are there in one of two ways, or in neither. */
export interface NewRows extends Statement {
  onConflictDoUpdate?(change: { target: Column[]; set: object }): Statement
  onDuplicateKeyUpdate?(change: { set: object }): Statement
}

/** A deletion, which gives the rows that it has deleted where the dialect can. */
export interface Delete extends Statement {
  returning?<Row>(fields: Fields): PromiseLike<Row[]>
}

/** What one driver decides; everything else is the same for all of them. */
export interface Driver<Types extends DriverTypes = DriverTypes> extends HandleRule {
  /** The handle's setting, if it has one, that gives rows another shape than Drizzle reads. */
  reshapesRows?(handle: Types['handle']): string | undefined
  /** The table class of the dialect. */
  table: DrizzleEntityClass<Table>
  /** The default tables, with other names where the app gives them. */
  createSchema(config: { tableNames?: Partial<TableNames> | undefined }): AuthSchema
  /** The Drizzle client on the handle, made with that configuration. */
  connect(handle: Types['handle'], config: ClientConfig): Types['client']
  /** What the adapter needs to know of that client. */
  traits(client: Types['client']): Traits
}

/** A statement as a driver takes it. */
export interface Query {
  sql: string
  params: unknown[]
}

/** The rows of a select by position, since two of its columns may have one name. */
export interface Rows {
  columns: readonly string[]
  rows: readonly ArrayLike<unknown>[]
}

/** The driver's own calls, which give and take its own values, past the modes of Drizzle's columns. */
export interface OwnCalls {
  /** Runs a select. */
  read(query: Query): Rows | PromiseLike<Rows>
  /** Runs writes in their order, all or nothing. */
  write(queries: Query[]): PromiseLike<unknown>
  /** Makes one statement of several, where that is how they happen all or not at all. */
  asOne?(statements: [SQL, ...SQL[]]): [SQL]
}

/** The traits of a set-up: with the client that the app has, in which they may have changed things. */
export interface ClientTraits extends Traits {
  client: DrizzleClient
  /** Whether the client has replicas, and says at each query which of them answers. */
  hasReplicas: boolean
}

/** What differs between drivers when one statement after another works with their Drizzle clients. */
export interface WriteTraits {
  /** The Drizzle client itself. */
  db: DrizzleClient
  /** Tells which constraint the driver's own error means, if any. */
  violation: ReadViolation
  /** As in the adapter; absent where the app can have no transaction on the handle. */
  endsTransaction?(error: unknown): boolean | PromiseLike<boolean>
  /** Runs a statement; resolves to how many rows it has changed, or has found. */
  affectedRows(statement: Statement): Promise<number>
}

/** The same for the adapter, whose statements are prepared, or belong together. */
export interface Traits extends WriteTraits {
  /** How a lookup is prepared, where it is by more than Drizzle's `prepare()`. */
  prepare?<Row>(select: Select<Row>): PreparedSelect<Row>
  /** The driver's own calls, on the handle of that client; absent where the driver is not known. */
  own?: OwnCalls | undefined
  /** Builds statements on the client that it passes and runs them in order, all or nothing. */
  atomically(build: (db: DrizzleClient) => [Statement, ...Statement[]]): PromiseLike<unknown>
  /**
   * Runs a statement, and another where the first has changed a row, both or neither; resolves to
   * whether it has. `changed` says so in SQL where both are sent at once.
   */
  changing(
    first: (db: DrizzleClient) => Statement,
    then: (db: DrizzleClient, changed?: SQL) => Statement,
  ): Promise<boolean>
  /** Runs the insert of a session and brings it along with its user, in one round trip. */
  addSession?(
    ofInsert: OfInsert,
    schema: AuthSchema,
  ): PromiseLike<[SessionSchema, UserSchema] | undefined>
  /** Reads the rows of a select by a function that is made once; Drizzle does where it is absent. */
  readRows?<Row>(select: Select<Row>): Select<Row>
  /** Keeps inserts, where Drizzle's work for one is worth it; Drizzle makes each anew where it is absent. */
  keepInserts?(schema: AuthSchema): Inserts
}

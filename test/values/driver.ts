import type { ColumnBuilderBase, SQL } from 'drizzle-orm'
import type { ColumnCase } from './values.ts'

export type Row = Record<string, unknown>
type Columns = Record<string, ColumnBuilderBase>

/** Makes the tables of a test, with columns of the test's own. */
export type CreateSchema = (config: {
  tableNames: { user: string }
  user: Columns
  session: Columns
}) => Record<'user' | 'session' | 'key', Record<string, unknown>>

/** The columns of a dialect, and how to tell what is stored in one. */
export interface DialectOfValues {
  columns: Readonly<Record<string, ColumnCase>>
  createSchema: CreateSchema
  quote: '"' | '`'
  /** An expression that is a text, and another one for each other value of a column. */
  stored(column: string): string
}

/** A statement of Drizzle's; a synchronous driver's runs when it is told to. */
export interface Query extends PromiseLike<Row[]> {
  run?(): unknown
  all?(): unknown
}

/** A Drizzle client as the tests of values use it. */
export interface Client {
  insert(table: unknown): { values(row: Row): Query }
  select(fields: Row): { from(table: unknown): { where(condition: unknown): Query } }
  query: { user: { findMany(options: Row): Query } }
  /** Rows by the names of their columns, without Drizzle's columns. */
  execute?(statement: SQL): Promise<unknown>
  all?(statement: SQL): Promise<unknown> | unknown
  transaction(body: (tx: Client) => unknown): unknown
  batch(queries: Query[]): Promise<unknown[]>
}

/** What `createAuth()` gives, for attributes that are columns of a test. */
export interface Values {
  db: Client
  auth: {
    createUser(options: { userId: string; key: Row | null; attributes: Row }): Promise<Row>
    getUser(userId: string): Promise<Row>
    updateUserAttributes(userId: string, attributes: Row): Promise<Row>
    createSession(options: { userId: string; attributes: Row }): Promise<{ sessionId: string }>
    updateSessionAttributes(sessionId: string, attributes: Row): Promise<Row>
    validateSession(sessionId: string): Promise<Row & { user: Row }>
  }
}

/** A database, on which a handle is ours and another, where they may be two, is plain Drizzle's. */
export interface OpenedValues {
  handle: unknown
  plain: Client
  /** Reads what is stored, by a connection of the test's own. */
  rows(statement: string): Promise<Row[]>
  /** Reads through the handle that is ours, as the app would without Drizzle. */
  own(statement: string): Promise<Row[]>
  close(): Promise<unknown>
}

export interface ValuesDriver {
  name: string
  dialect: DialectOfValues
  createAuth(handle: unknown, options: object): Values
  /** Opens a database with the tables of a schema. */
  open(schema: Record<string, unknown>): Promise<OpenedValues>
  /** Writes and reads in one transaction, or in one batch where there is no other. */
  together(db: Client, write: (tx: Client) => Query, read: (tx: Client) => Query): Promise<unknown>
}

export type CreateAuth = ValuesDriver['createAuth']

export const inTransaction: ValuesDriver['together'] = async (db, write, read) =>
  await db.transaction(async (tx) => {
    await write(tx)
    return await read(tx)
  })

export const inSyncTransaction: ValuesDriver['together'] = async (db, write, read) =>
  db.transaction((tx) => {
    write(tx).run?.()
    return read(tx).all?.()
  })

export const inBatch: ValuesDriver['together'] = async (db, write, read) =>
  (await db.batch([write(db), read(db)]))[1]

/** The rows of a result, which all drivers but postgres.js have in something else. */
export function rowsOf(result: unknown): Row[] {
  if (!Array.isArray(result)) return (result as { rows: Row[] }).rows
  return Array.isArray(result[0]) ? result[0] : [...result]
}

import type { InferInsertModel, InferSelectModel, Table } from 'drizzle-orm'
import type { TableNames } from './names.ts'

/** What is wrong with a value, for a message that begins with its name; undefined if nothing is. */
export type Problem = string | undefined

/** What the types of `auth` read rows off: Drizzle's tables, or rows themselves. */
export interface RowTypes {
  user: Table | TableRows
  session: Table | TableRows
}

/** The rows of a table, as they are read and as they are written. */
export interface TableRows {
  row: object
  newRow: object
}

/** The rows of a table as they are read. */
export type RowOf<From> = From extends Table
  ? InferSelectModel<From>
  : From extends TableRows
    ? From['row']
    : never

/** The rows of a table as they are written. */
export type NewRowOf<From> = From extends Table
  ? InferInsertModel<From>
  : From extends TableRows
    ? From['newRow']
    : never

/** What `auth` knows of its three tables, wherever that comes from. */
export type AuthTables = Readonly<Record<keyof TableNames, AuthTable>>

/** What `auth` knows of a table. Attributes are the columns that Lucia does not own. */
export interface AuthTable {
  /** Its name in the database, as errors give it. */
  readonly name: string
  /** Where the id is declared, for messages. */
  readonly idPath: string
  /** What is wrong with the id of a row; of a new one, its length counts too. */
  idProblem(id: string, isNew: boolean): Problem
  /** Makes the id of a new row, where not Lucia does. */
  readonly makeId?: (() => unknown) | undefined
  /** What is wrong with an attribute: with its name, or with its value. */
  attributeProblem(name: string, value: unknown): Problem
  /** Whether attributes are left out, whose values the table decides. */
  leavesOut(attributes: object): boolean
  /** A row, or a part of one, from Lucia's names to those of the app. */
  toRow(values: object): Record<string, unknown>
  /** The columns, by the app's names, in which a value is taken. */
  columnsOf(violation: UniqueViolation): string[]
}

/** A value that is taken, as far as the driver's error tells where. */
export interface UniqueViolation {
  kind: 'unique'
  table?: string | undefined
  /** The columns, by their names in the database. */
  columns?: readonly string[] | undefined
  index?: string | undefined
}

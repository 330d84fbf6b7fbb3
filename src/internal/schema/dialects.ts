import type { AnyColumn, Column, SQL, Table } from 'drizzle-orm'
import type { AuthSchema } from './auth-schema.ts'
import type { AuthTables } from './auth-table.ts'
import type { TableNames } from './names.ts'
import type { TokenTable } from './token-table.ts'

/** What a Drizzle client of a dialect is made of. */
export interface ClientParts {
  Dialect: new () => object
  Session: new (dialect: object) => object
  client(dialect: object, session: object): object
}

/** A column, or an expression, and where its value goes in a row. */
export interface SelectedField {
  path: string[]
  field: object
}

/** What Drizzle and this library do with tables, for a driver that imports nothing of Drizzle. */
export interface SchemaParts extends ClientParts {
  assertSchema(schema: unknown): void
  tablesOf(schema: AuthSchema): AuthTables
  tableNamesOf(schema: AuthSchema): TableNames
  columnsOf(table: Table): Record<string, Column>
  isColumn(field: object): field is Column
  /** The table of one-time secrets, if the schema has one. */
  tokenTableOf(schema: object): TokenTable | undefined
  isEqual(column: AnyColumn, value: string): SQL
  /** Drizzle's name for the class of a table. */
  kindOf(table: Table): unknown
  fillPlaceholders(params: unknown[], values: Record<string, unknown>): unknown[]
}

/** What a schema of `createSchema()` brings along, by its user table. */
export const dialects = /* @__PURE__ */ new WeakMap<object, SchemaParts>()

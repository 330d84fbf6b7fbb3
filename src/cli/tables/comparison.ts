import { type Column, getTableColumns, getTableName, type SQL, type Table } from 'drizzle-orm'
import type { Address } from '../database/address.ts'
import type { Database } from '../drivers/database.ts'
import type { DialectName } from '../drivers/dialect.ts'
import type { Dialect } from './dialects.ts'
import type { WantedTables } from './given-tables.ts'
import {
  type Catalogue,
  type CheckedSchema,
  type Link,
  type LiveTables,
  type Part,
  readLiveTables,
} from './live-tables.ts'
import { mysqlCatalogue } from './mysql.ts'
import { postgresCatalogue } from './postgres.ts'
import { sqliteCatalogue } from './sqlite.ts'

/** The tables of a schema beside those of a database. */
export interface Comparison {
  dialect: Dialect
  catalogue: Catalogue
  schema: CheckedSchema
  /** Whether the app wrote the schema itself. */
  isOwn: boolean
  live: LiveTables
}

const catalogues: Record<DialectName, Catalogue> = {
  sqlite: sqliteCatalogue,
  postgres: postgresCatalogue,
  mysql: mysqlCatalogue,
}

/** Opens a database for as long as something is made of its comparison with a schema. */
export async function comparing<Result>(
  address: Address,
  tables: WantedTables,
  use: (comparison: Comparison, database: Database) => Result | Promise<Result>,
): Promise<Result> {
  const database = await address.connect()
  try {
    return await use(await compare(database, tables), database)
  } finally {
    await database.close()
  }
}

/** Reads the tables of a database that a schema is about. */
export async function compare(database: Database, tables: WantedTables): Promise<Comparison> {
  const { dialect, isOwn = false } = tables
  const schema = tables.authSchema()
  const catalogue = catalogues[dialect.name]
  const live = await readLiveTables(database, catalogue, schema)
  return { dialect, catalogue, schema, isOwn, live }
}

/** A table of the schema. */
export function tableOf(schema: CheckedSchema, part: Part): Table {
  const table = schema[part]
  if (!table) throw new Error(`There is no table ${part}`)
  return table
}

/** A column of the schema by its table and property. */
export function columnOf({ schema }: Comparison, part: Part, property: string): Column {
  const column = getTableColumns<Table>(tableOf(schema, part))[property]
  if (!column) throw new Error(`There is no column ${part}.${property}`)
  return column
}

/** Whether the database has the columns, by `part.property`. */
export function hasColumns(comparison: Comparison, ...paths: [Part, string][]): boolean {
  const { catalogue, live } = comparison
  return paths.every(([part, property]) =>
    live[part]?.columns.has(catalogue.fold(columnOf(comparison, part, property).name)),
  )
}

/** The foreign keys between the tables that a column is part of, by its `part.property`. */
export function linksOf(comparison: Comparison, path: string): Link[] {
  const { catalogue, live } = comparison
  const user = columnOf(comparison, 'user', 'id')
  return (['session', 'key'] as const).flatMap((part) => {
    if (path !== 'user.id' && path !== `${part}.userId`) return []
    const column = columnOf(comparison, part, 'userId')
    const keys = live[part]?.foreignKeys.filter((key) => key.column === catalogue.fold(column.name))
    return (keys ?? []).map(({ name, cascades }) => ({ name, column, user, cascades }))
  })
}

/** A statement as text, ready to be run. */
export function textOf({ dialect }: Pick<Comparison, 'dialect'>, statement: SQL): string {
  return dialect.writer.sqlToQuery(statement.inlineParams()).sql
}

/** `user_key.id` */
export function subjectOf(column: Column): string {
  return `${getTableName(column.table)}.${column.name}`
}

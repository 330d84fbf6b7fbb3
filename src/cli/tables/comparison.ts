import { type Column, getTableName, type SQL } from 'drizzle-orm'
import type { Address } from '../database/address.ts'
import type { Database } from '../drivers/database.ts'
import type { Dialect } from './dialects.ts'
import {
  type CheckedSchema,
  type Link,
  type LiveColumn,
  type LiveTables,
  type Part,
  readLiveTables,
} from './live-tables.ts'

/** The tables that a database is to have. */
export interface WantedTables {
  dialect: Dialect
  /** The tables of Lucia, and of what builds on it. Throws a `Failure` when the schema file lacks one. */
  authSchema(): CheckedSchema
  /** Whether the app wrote them itself. */
  isOwn?: boolean
}

/** The tables of a schema beside those of a database. */
export interface Comparison {
  dialect: Dialect
  schema: CheckedSchema
  /** Whether the app wrote the schema itself. */
  isOwn: boolean
  live: LiveTables
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
  const live = await readLiveTables(database, dialect.catalogue, schema)
  return { dialect, schema, isOwn, live }
}

/** A column of the schema as it is in the database, where it is there. */
export function liveColumn(
  { dialect: { catalogue }, live }: Comparison,
  part: Part,
  column: Column,
): LiveColumn | undefined {
  return live[part]?.columns.get(catalogue.fold(column.name))
}

/** The foreign keys between the tables that a column is part of, by its `part.property`. */
export function linksOf({ dialect, schema, live }: Comparison, path: string): Link[] {
  return (['session', 'key'] as const).flatMap((part) => {
    if (path !== 'user.id' && path !== `${part}.userId`) return []
    const column = schema[part].userId
    const folded = dialect.catalogue.fold(column.name)
    const keys = live[part]?.foreignKeys.filter((key) => key.column === folded)
    return (keys ?? []).map(({ name, cascades }) => ({
      name,
      column,
      user: schema.user.id,
      cascades,
    }))
  })
}

/** A statement as text, ready to be run. */
export function textOf({ dialect }: Comparison, statement: SQL): string {
  return dialect.writer.sqlToQuery(statement.inlineParams()).sql
}

/** `user_key.id` */
export function subjectOf(column: Column): string {
  return `${getTableName(column.table)}.${column.name}`
}

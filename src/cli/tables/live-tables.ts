import { type Column, getTableName, getTableUniqueName, type SQL, type Table } from 'drizzle-orm'
import type { AuthSchema } from '../../internal/schema/auth-schema.ts'
import type { Database, Row } from '../drivers/database.ts'

/** Lucia's tables, and those that an app may have beside them. */
export type CheckedSchema = AuthSchema & { token?: Table; throttle?: Table }

/** Which of them. */
export type Part = keyof CheckedSchema

/** What a column can hold: `any` is SQLite's, which takes every value as it comes. */
export type Kind = 'text' | 'number' | 'any' | 'other'

/** A column as it is in the database. */
export interface LiveColumn {
  name: string
  /** The type's name in the database. */
  type: string
  /** The type as it was declared, with its length: `varchar(255)`. */
  declared: string
  /** Whether it refuses NULL. */
  isRequired: boolean
  /** The expression of its default. */
  byDefault: string | undefined
  /** Whether the database alone gives it its value. */
  isGenerated: boolean
  /** The values of an enum of PostgreSQL. */
  labels: string[]
  kind: Kind
  /** How many characters it holds. */
  length: number
  isCaseSensitive: boolean
}

/** A table as it is in the database. */
export interface LiveTable {
  columns: Map<string, LiveColumn>
  /** The indexes that hold all rows, by their names. */
  indexes: Map<string, { columns: string[]; isUnique: boolean }>
  /** Those of one column. */
  foreignKeys: { column: string; name: string; cascades: boolean }[]
  /** The roles that anyone has, and that may see or change its rows. */
  exposedTo: string[]
}

/** Those of the tables that there are. */
export type LiveTables = Partial<Record<Part, LiveTable>>

/** A table to look for; `schema` is `public` where none is set. */
export interface Wanted {
  part: Part
  schema: string
  name: string
}

/** How a dialect is asked about its tables, and how they are changed. */
export interface Catalogue {
  /**
   * Statements that answer with rows of a `part` and: `name`, `type`, `characters`, `keeps_case`,
   * `declared`, `is_required`, `default_value`, `is_generated` and, of an enum, `labels` of each column;
   * `index_name`, `is_unique` and the `name` of each column of an index, in their order; `name`,
   * `constraint_name` and `cascades` of each foreign key; and each role, as `name`, that may see its rows.
   */
  statements(tables: Wanted[]): string[]
  kindOf(type: string): Kind
  /** Column names as the database compares them. */
  fold(name: string): string
  /**
   * Gives a column the type that the schema has for it, or says how that is done. The links are the
   * foreign keys of the column, and those to it.
   */
  changeType(column: Column, links: Link[]): SQL
  /** What a type of an attribute does with values, of a schema's types and of the database's own. */
  familyOf(type: string): string | undefined
  /** Whether a column of numbers holds something else in a row; only SQLite can. */
  isMisstored?(column: Column): SQL
  /** Replaces a foreign key by one that cascades; SQLite cannot. */
  cascade?(link: Link): SQL
}

/** A foreign key of the database, between columns of the schema. */
export interface Link {
  name: string
  column: Column
  user: Column
  cascades: boolean
}

/** Reads how the tables of a schema are in the database. */
export async function readLiveTables(
  database: Database,
  catalogue: Catalogue,
  schema: CheckedSchema,
): Promise<LiveTables> {
  const wanted = Object.entries(schema).map(([part, table]) => wantedOf(part as Part, table))
  const results = await database.query(catalogue.statements(wanted))
  const [columns = [], indexes = [], foreignKeys = [], exposed = []] = results
  const live: LiveTables = {}
  const name = (row: Row) => catalogue.fold(String(row.name))
  for (const row of columns) {
    tableOf(live, row).columns.set(name(row), readColumn(catalogue, row))
  }
  for (const row of indexes) {
    const { indexes: known } = tableOf(live, row)
    const index = { columns: [], isUnique: Boolean(Number(row.is_unique)) }
    const { columns: members } = known.get(String(row.index_name)) ?? index
    // An expression has no name.
    members.push(row.name === null ? '' : name(row))
    known.set(String(row.index_name), { ...index, columns: members })
  }
  for (const row of foreignKeys) {
    tableOf(live, row).foreignKeys.push({
      column: name(row),
      name: String(row.constraint_name),
      cascades: Boolean(Number(row.cascades)),
    })
  }
  for (const row of exposed) tableOf(live, row).exposedTo.push(String(row.name))
  return live
}

function wantedOf(part: Part, table: Table): Wanted {
  const name = getTableName(table)
  return { part, name, schema: getTableUniqueName(table).slice(0, -name.length - 1) }
}

function tableOf(live: LiveTables, { part }: Row): LiveTable {
  const empty = { columns: new Map(), indexes: new Map(), foreignKeys: [], exposedTo: [] }
  const table = live[part as Part] ?? empty
  live[part as Part] = table
  return table
}

function readColumn(catalogue: Catalogue, row: Row): LiveColumn {
  const type = String(row.type)
  return {
    name: String(row.name),
    type,
    declared: String(row.declared),
    isRequired: Boolean(Number(row.is_required)),
    byDefault: row.default_value === null ? undefined : String(row.default_value),
    isGenerated: Boolean(Number(row.is_generated)),
    labels: JSON.parse(String(row.labels ?? '[]')),
    kind: catalogue.kindOf(type.toLowerCase()),
    length: row.characters === null ? Number.POSITIVE_INFINITY : Number(row.characters),
    isCaseSensitive: Boolean(Number(row.keeps_case)),
  }
}

import { Column, is } from 'drizzle-orm'
import type { Select } from '../driver.ts'

/** A column of a select, and where its value is to stand. */
interface Field {
  path: readonly string[]
  field: unknown
}

type Read = (value: unknown) => unknown
type ReadRows = (rows: ArrayLike<unknown>[], normalize?: Read) => object[]

/** A prepared select of Drizzle before 1.0, as far as it matters here. */
interface Prepared {
  fields?: Field[]
  /** Of tables that are joined: whether each of them is there in every row. */
  joinsNotNullableMap?: Readonly<Record<string, boolean>>
  /** Reads rows in the place of Drizzle's own function, for queries that read otherwise. */
  customResultMapper?: ReadRows | undefined
}

/** What prepares a select: the second, on PostgreSQL and SQLite, for the first. */
type Preparing = { [Name in 'prepare' | '_prepare']?: (...args: unknown[]) => Prepared }

/**
 * A select whose rows are read by a function that is made once. Drizzle before 1.0 finds out for each
 * value of each row what its column is and where it stands, which takes as long as SQLite takes to
 * find the row. How a value is read stays its column's, and all else Drizzle's. Drizzle 1.0 makes such
 * a function itself, and says nothing of fields.
 */
export function withRowReader<Row>(select: Select<Row>): Select<Row> {
  let read: ReadRows | undefined
  const reading = (prepared: Prepared): Prepared => {
    const { fields, joinsNotNullableMap = {}, customResultMapper } = prepared
    // What a left join has not found is null as a whole, and not column by column.
    const isWhole = !Object.values(joinsNotNullableMap).includes(false)
    if (!fields || !isWhole || customResultMapper) return prepared
    read ??= readerOf(fields)
    return Object.assign(prepared, { customResultMapper: read })
  }
  const drizzles: Preparing = Object.getPrototypeOf(select)
  const own: Preparing = {}
  for (const name of ['prepare', '_prepare'] as const) {
    const prepare = drizzles[name]
    if (!prepare) continue
    own[name] = function (this: unknown, ...args) {
      return reading(prepare.apply(this, args))
    }
  }
  // What makes others of the select for more clients takes over its prototype.
  return Object.setPrototypeOf(select, Object.assign(Object.create(drizzles), own))
}

/** An object of a row, or the row itself where it has no name. */
interface Part {
  name: string | undefined
  columns: { at: number; name: string; read: Read | undefined }[]
  /** All properties at once are made faster than one after another. */
  empty: Record<string, unknown>
}

function readerOf(fields: Field[]): ReadRows {
  const parts = partsOf(fields)
  const [whole] = parts
  if (whole && whole.name === undefined) {
    return (rows, normalize) => rows.map((row) => objectOf(whole, row, normalize))
  }
  const empty = Object.fromEntries(parts.map(({ name }) => [name, null]))
  return (rows, normalize) =>
    rows.map((row) => {
      const object: Record<string, unknown> = { ...empty }
      for (const part of parts) object[String(part.name)] = objectOf(part, row, normalize)
      return object
    })
}

function partsOf(fields: Field[]): Part[] {
  const parts: Part[] = []
  for (const [at, { path, field }] of fields.entries()) {
    const [name = '', inner] = path
    const of = inner === undefined ? undefined : name
    const property = inner ?? name
    let part = parts.find((each) => each.name === of)
    if (!part) {
      part = { name: of, columns: [], empty: {} }
      parts.push(part)
    }
    part.columns.push({ at, name: property, read: readerOfField(field) })
    part.empty[property] = null
  }
  return parts
}

function objectOf({ columns, empty }: Part, row: ArrayLike<unknown>, normalize?: Read): object {
  const object = { ...empty }
  for (const { at, name, read } of columns) {
    const value = normalize ? normalize(row[at]) : row[at]
    object[name] = read && value !== null ? read(value) : value
  }
  return object
}

/** How the values of a column, or of SQL, are read; undefined where they stay as they are. */
function readerOfField(field: unknown): Read | undefined {
  const decoder = is(field, Column) ? field : (field as { decoder: Column }).decoder
  if (decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue) return undefined
  return (value) => decoder.mapFromDriverValue(value)
}

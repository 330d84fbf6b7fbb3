import type { SelectedField } from '../schema/dialects.ts'

interface Decoder {
  mapFromDriverValue(value: unknown): unknown
}

/** What is selected: a column reads by itself, an expression or a subquery by what it has in it. */
interface Selected extends Partial<Decoder> {
  table?: object
  decoder?: Decoder
  sql?: { decoder: Decoder }
  _?: { sql: { decoder: Decoder } }
}

/** The joined tables, and whether each must have a row. */
type Joins = Readonly<Record<string, boolean>> | undefined

/**
 * A row of what was selected, as Drizzle makes it before 1.0. Its own function for that is in no
 * declaration, and bundlers warn of a name that is missing where Drizzle is 1.0, which hands one over.
 */
export function rowOf(
  fields: SelectedField[],
  values: unknown[],
  joins: Joins,
): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  fields.forEach(({ path, field }, index) => {
    const value = values[index]
    let node = row
    for (const name of path.slice(0, -1)) {
      node[name] ??= {}
      node = node[name] as typeof row
    }
    node[path.at(-1) ?? ''] = value === null ? null : decoderOf(field).mapFromDriverValue(value)
  })
  for (const name of joins ? Object.keys(row) : []) {
    if (isMissing(name, fields, values, joins)) row[name] = null
  }
  return row
}

function decoderOf(field: Selected): Decoder {
  if (field.mapFromDriverValue) return field as Decoder
  return (field.decoder ?? (field.sql ?? field._?.sql)?.decoder) as Decoder
}

/** Whether all that is selected of one joined table is null, so that it has no row. */
function isMissing(name: string, fields: SelectedField[], values: unknown[], joins: Joins) {
  const tables = new Set<unknown>()
  for (const [index, { path, field }] of fields.entries()) {
    if (path[0] !== name) continue
    if (path.length !== 2 || values[index] !== null) return false
    const { table } = field as Selected
    if (table) tables.add(Reflect.get(table, Symbol.for('drizzle:Name')))
  }
  const [table] = tables
  return tables.size === 1 && !joins?.[String(table)]
}

import { type Column, type SQL, sql } from 'drizzle-orm'
import type { Catalogue, Kind, Wanted } from './live-tables.ts'

/** SQLite, D1 and libSQL. Their types have no lengths, whatever is declared. */
export const sqliteCatalogue: Catalogue = {
  statements: (tables) => {
    const wanted = `(${tables.map(selectOf).join(' UNION ALL ')}) wanted
      JOIN sqlite_master t ON t.type = 'table' AND lower(t.name) = lower(wanted.name)`
    return [
      `SELECT part, c.name, c.type, c.type AS declared, c."notnull" AS is_required,
        c.dflt_value AS default_value, c.hidden > 0 AS is_generated, NULL AS characters, NOT EXISTS (
        SELECT 1 FROM pragma_index_list(t.name) i JOIN pragma_index_xinfo(i.name) x
        WHERE i."unique" AND x."key" AND x.name = c.name AND upper(x.coll) <> 'BINARY'
      ) AS keeps_case FROM ${wanted} JOIN pragma_table_xinfo(t.name) c ON c.hidden <> 1`,
      `SELECT part, i.name AS index_name, i."unique" AS is_unique, x.name FROM ${wanted}
      JOIN pragma_index_list(t.name) i ON NOT i.partial
      JOIN pragma_index_info(i.name) x ORDER BY part, index_name, x.seqno`,
      `SELECT part, f."from" AS name, '' AS constraint_name, f.on_delete = 'CASCADE' AS cascades
      FROM ${wanted} JOIN pragma_foreign_key_list(t.name) f`,
    ]
  },
  kindOf,
  // A column of any type takes every value as it comes.
  familyOf: (type) => {
    const kind = kindOf(type.toLowerCase())
    return kind === 'any' ? undefined : kind
  },
  fold: (name) => name.toLowerCase(),
  changeType,
  isMisstored: (column) => sql`typeof(${column}) in ('text', 'blob')`,
}

function selectOf({ part, name }: Wanted): string {
  return `SELECT '${part}' AS part, '${name}' AS name`
}

/** https://sqlite.org/datatype3.html#determination_of_column_affinity */
function kindOf(type: string): Kind {
  if (type.includes('int')) return 'number'
  if (/char|clob|text/.test(type)) return 'text'
  return type === '' || type.includes('blob') ? 'any' : 'number'
}

/** A column cannot be changed, only replaced; a primary key not even that. */
function changeType(column: Column): SQL {
  const { table } = column
  const name = sql.identifier(column.name)
  const next = sql.identifier(`${column.name}_next`)
  const type = sql.raw(column.getSQLType())
  const alter = sql`ALTER TABLE ${table}`
  if (column.primary) {
    return sql`make the table anew under another name with npx lucia-setup sql, copy the rows, drop ${table} and rename the new one`
  }
  const value = sql`CAST(CAST(${name} AS TEXT) AS ${type})`
  return sql.join(
    [
      sql`${alter} ADD COLUMN ${next} ${type}${column.notNull ? sql` NOT NULL DEFAULT 0` : sql``}`,
      sql`UPDATE ${table} SET ${next} = ${value}`,
      sql`${alter} DROP COLUMN ${name}`,
      sql`${alter} RENAME COLUMN ${next} TO ${name}`,
    ],
    sql`; `,
  )
}

import { getAuthTables } from 'better-auth/db'
import * as postgres from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

interface ColumnBuilder {
  notNull(): ColumnBuilder
  unique(): ColumnBuilder
  primaryKey(): ColumnBuilder
}
type Columns = Record<string, ColumnBuilder>

/** The tables that better-auth asks for, as it describes them itself. */
function schema(
  table: (name: string, columns: Columns) => object,
  columnOf: (type: unknown, name: string) => ColumnBuilder,
): Record<string, object> {
  const tables = Object.entries(getAuthTables({})).map(([name, { fields }]) => {
    const columns: Columns = { id: columnOf('string', 'id').primaryKey() }
    for (const [property, { type, required, unique }] of Object.entries(fields)) {
      const column = columnOf(type, property)
      if (required) column.notNull()
      if (unique) column.unique()
      columns[property] = column
    }
    return [name, table(name, columns)]
  })
  return Object.fromEntries(tables)
}

export const sqliteSchema = schema(
  (name, columns) => sqlite.sqliteTable(name, columns as never),
  (type, name) => {
    if (type === 'date') return sqlite.integer(name, { mode: 'timestamp_ms' }) as ColumnBuilder
    if (type === 'boolean') return sqlite.integer(name, { mode: 'boolean' }) as ColumnBuilder
    return sqlite.text(name) as ColumnBuilder
  },
)

export const postgresSchema = schema(
  (name, columns) => postgres.pgTable(name, columns as never),
  (type, name) => {
    if (type === 'date') return postgres.timestamp(name)
    return type === 'boolean' ? postgres.boolean(name) : postgres.text(name)
  },
)

import { getAuthTables } from 'better-auth/db'
import { boolean, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

type Fields = ReturnType<typeof getAuthTables>[string]['fields']

/** The tables that better-auth asks for, as it describes them itself, for PostgreSQL. */
export const postgresSchema = Object.fromEntries(
  Object.entries(getAuthTables({})).map(([name, { fields }]) => [
    name,
    pgTable(name, { id: text('id').primaryKey(), ...columns(fields) }),
  ]),
)

function columns(fields: Fields) {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { type, required, unique }]) => {
      const column =
        type === 'date' ? timestamp(name) : type === 'boolean' ? boolean(name) : text(name)
      if (required) column.notNull()
      if (unique) column.unique()
      return [name, column]
    }),
  )
}

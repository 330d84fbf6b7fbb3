import { type AnyColumn, getTableName, getTableUniqueName, type Table } from 'drizzle-orm'
import type { TableNames } from './names.ts'

/**
 * A Drizzle table of one dialect: the classes of the dialects' tables have the same shape. The dialect
 * is a part of the configuration before Drizzle 1.0, and stands beside it from then on.
 */
export type DialectTable<Dialect extends string> = Table & {
  _: { config: { dialect: Dialect } } | { dialect: Dialect }
}

/** The three tables that Lucia reads and writes, of one dialect's table type. */
export type AuthSchema<AnyTable extends Table = Table> = {
  user: AnyTable & { id: AnyColumn<{ data: string }> }
  session: AnyTable & {
    id: AnyColumn<{ data: string }>
    userId: AnyColumn<{ data: string }>
    activeExpires: AnyColumn<{ data: number }>
    idleExpires: AnyColumn<{ data: number }>
  }
  key: AnyTable & {
    id: AnyColumn<{ data: string }>
    userId: AnyColumn<{ data: string }>
    hashedPassword: AnyColumn<{ data: string }>
  }
}

/** The names of a schema's tables, literal where the schema has them so. */
export type TableNamesOf<Schema extends AuthSchema> = {
  [Part in keyof TableNames]: NameOf<Schema[Part]['_']['schema'], Schema[Part]['_']['name']>
}

type NameOf<Qualifier, Name extends string> = Qualifier extends string
  ? `${Qualifier}.${Name}`
  : Name

/** The table names of a schema, with PostgreSQL's schema where one is set: `app.auth_user`. */
export function tableNamesOf<Schema extends AuthSchema>(schema: Schema): TableNamesOf<Schema> {
  const { user, session, key } = schema
  const names: TableNames = { user: nameOf(user), session: nameOf(session), key: nameOf(key) }
  return names as TableNamesOf<Schema>
}

function nameOf(table: Table): string {
  const name = getTableName(table)
  const uniqueName = getTableUniqueName(table)
  return uniqueName === `public.${name}` ? name : uniqueName
}

import { getTableName, is, Table } from 'drizzle-orm'
import type { Engine, SchemaName } from './engine.ts'

/** The names of the tables of some fixtures: of those that others refer to, the last. */
export function tableNamesIn({ schemas }: Engine, names: readonly SchemaName[]): string[] {
  return names.flatMap((name) => {
    const { user, ...others } = schemas[name]
    const tables = [...Object.values(others), user].filter((table) => is(table, Table))
    return tables.map(getTableName)
  })
}

import { type DriverName, driverEntry } from '../drivers.ts'
import { type ColumnCode, quote } from './columns.ts'
import type { TableNames } from './find-lucia.ts'

const cores = { sqlite: 'sqlite', postgres: 'pg', mysql: 'mysql' }

/** The names that `createSchema()` gives the tables by itself. */
export function defaultTableNames(driver: DriverName): TableNames {
  const user = driverEntry(driver).dialect === 'sqlite' ? 'user' : 'auth_user'
  return { user, session: 'user_session', key: 'user_key' }
}

/** What `schema.ts` is made of. */
export interface SchemaParts {
  driver: DriverName
  tableNames: TableNames
  user: ColumnCode[]
  session: ColumnCode[]
}

/** The code of `schema.ts`: what drizzle-kit and `createAuth()` read. */
export function schemaFile({ driver, tableNames, user, session }: SchemaParts): string {
  const { dialect } = driverEntry(driver)
  const defaults = defaultTableNames(driver)
  const names = (['user', 'session', 'key'] as const)
    .filter((part) => tableNames[part] !== defaults[part])
    .map((part) => `${part}: ${quote(tableNames[part])}`)
  const lines = [
    ...(names.length > 0 ? [`  tableNames: { ${names.join(', ')} },`] : []),
    ...columnLines('user', user),
    ...columnLines('session', session),
    ...(driver === 'planetscale' ? ['  foreignKeys: false,'] : []),
  ]
  const builders = [...new Set([...user, ...session].map(({ builder }) => builder))].sort()
  const imports = [
    ...(builders.length > 0
      ? [`import { ${builders.join(', ')} } from 'drizzle-orm/${cores[dialect]}-core'`]
      : []),
    `import { createSchema } from 'lucia-setup/schema/${dialect}'`,
  ]
  const config = lines.length > 0 ? `{\n${lines.join('\n')}\n}` : ''
  return `${imports.join('\n')}

export const { user, session, key } = createSchema(${config})
`
}

function columnLines(part: string, columns: ColumnCode[]): string[] {
  if (columns.length === 0) return []
  return [`  ${part}: {`, ...columns.map(({ code }) => `    ${code},`), '  },']
}

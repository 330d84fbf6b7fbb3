import { parts, type TableNames } from '../../internal/schema/names.ts'
import { dialectFacts } from '../drivers/dialect.ts'
import { type DriverName, dialectOf } from '../drivers/entries.ts'
import { quote } from '../printer.ts'
import type { ColumnCode } from './columns.ts'

/** What `schema.ts` is made of. */
export interface SchemaParts {
  driver: DriverName
  tableNames: TableNames
  user: ColumnCode[]
  session: ColumnCode[]
}

/** The code of `schema.ts`: what drizzle-kit and `createAuth()` read. */
export function schemaFile({ driver, tableNames, user, session }: SchemaParts): string {
  const dialect = dialectOf(driver)
  const { core, tableNames: defaults } = dialectFacts[dialect]
  const names = parts
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
      ? [`import { ${builders.join(', ')} } from 'drizzle-orm/${core}'`]
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

import { parts, type TableNames } from '../../internal/schema/names.ts'
import { dialectFacts } from '../drivers/dialect.ts'
import { type DriverName, dialectOf } from '../drivers/entries.ts'
import { blocks, quote } from '../printer.ts'

/** What `schema.ts` is made of. */
export interface SchemaParts {
  driver: DriverName
  tableNames: TableNames
  /** The column that people sign in with. */
  attribute: string | undefined
}

/** The code of `schema.ts`: what drizzle-kit and `createAuth()` read. */
export function schemaFile({ driver, tableNames, attribute }: SchemaParts): string {
  const dialect = dialectOf(driver)
  const { core, tableNames: defaults, text } = dialectFacts[dialect]
  const [builder, configuration] = text
  const names = parts
    .filter((part) => tableNames[part] !== defaults[part])
    .map((part) => `${part}: ${quote(tableNames[part])}`)
  const given = [quote(attribute ?? ''), ...(configuration ? [configuration] : [])].join(', ')
  const column = `    ${attribute}: ${builder}(${given}).notNull().unique(),`
  const lines = [
    ...(names.length > 0 ? [`  tableNames: { ${names.join(', ')} },`] : []),
    ...(attribute ? ['  user: {', column, '  },'] : []),
    ...(driver === 'planetscale' ? ['  foreignKeys: false,'] : []),
  ]
  const imports = [
    ...(attribute ? [`import { ${builder} } from 'drizzle-orm/${core}'`] : []),
    `import { createSchema } from 'lucia-setup/schema/${dialect}'`,
  ]
  const config = lines.length > 0 ? `{\n${lines.join('\n')}\n}` : ''
  const tables = `export const { user, session, key } = createSchema(${config})`
  return `${blocks(imports.join('\n'), tables)}\n`
}

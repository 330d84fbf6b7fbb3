import {
  type MoreTableNames,
  moreNames,
  parts,
  type TableNames,
} from '../../internal/schema/names.ts'
import { dialectFacts } from '../drivers/dialect.ts'
import { type DriverName, dialectOf } from '../drivers/entries.ts'
import { blocks, quote } from '../printer.ts'

/** What `schema.ts` is made of. */
export interface SchemaParts {
  driver: DriverName
  tableNames: TableNames & Partial<MoreTableNames>
  /** The column that people sign in with. */
  attribute: string | undefined
  /** The tables beside Lucia's. */
  more: (keyof MoreTableNames)[]
}

/** The code of `schema.ts`: what drizzle-kit and `createAuth()` read. */
export function schemaFile({ driver, tableNames, attribute, more }: SchemaParts): string {
  const dialect = dialectOf(driver)
  const { core, tableNames: defaults, text } = dialectFacts[dialect]
  const [builder, configuration] = text
  const all = [...parts, ...more]
  const usual = { ...moreNames, ...defaults }
  const names = all.flatMap((part) => {
    const name = tableNames[part] ?? usual[part]
    return name === usual[part] ? [] : [`${part}: ${quote(name)}`]
  })
  const given = [quote(attribute ?? ''), ...(configuration ? [configuration] : [])].join(', ')
  const column = `    ${attribute}: ${builder}(${given}).notNull().unique(),`
  const lines = [
    ...(names.length > 0 ? [`  tableNames: { ${names.join(', ')} },`] : []),
    ...(attribute ? ['  user: {', column, '  },'] : []),
    ...more.map((part) => `  ${part}: true,`),
    ...(driver === 'planetscale' ? ['  foreignKeys: false,'] : []),
  ]
  const imports = [
    ...(attribute ? [`import { ${builder} } from 'drizzle-orm/${core}'`] : []),
    `import { createSchema } from 'lucia-setup/schema/${dialect}'`,
  ]
  const config = lines.length > 0 ? `{\n${lines.join('\n')}\n}` : ''
  const tables = `export const { ${all.join(', ')} } = createSchema(${config})`
  return `${blocks(imports.join('\n'), tables)}\n`
}

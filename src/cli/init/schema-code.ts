import { type MoreTableNames, moreNames, type TableNames } from '../../internal/schema/names.ts'
import { type DialectName, dialectFacts } from '../drivers/dialect.ts'
import { blocks, indent, quote } from '../printer.ts'

/** What a file with a `createSchema()` is made of. */
export interface SchemaParts {
  dialect: DialectName
  tableNames: Partial<TableNames & MoreTableNames>
  /** The tables that it exports. */
  tables: string[]
  /** The functions of Drizzle's that make columns. */
  builders: string[]
  /** What `createSchema()` is told beside the names, as lines of code. */
  lines: string[]
  /** Whether files load each other with `require()`. */
  isRequired?: boolean
}

/** The code of a file with the tables: what drizzle-kit and `createAuth()` read. */
export function schemaCode(parts: SchemaParts): string {
  const { dialect, tables, builders, isRequired = false } = parts
  const { core, tableNames: defaults } = dialectFacts[dialect]
  const names = Object.entries({ ...defaults, ...moreNames }).flatMap(([part, usual]) => {
    const name = parts.tableNames[part as keyof typeof defaults]
    return name === undefined || name === usual ? [] : [`${part}: ${quote(name)}`]
  })
  const named = names.length > 0 ? [`tableNames: { ${names.join(', ')} },`] : []
  const lines = [...named, ...parts.lines]
  const made = `createSchema(${lines.length > 0 ? `{\n${indent(lines)}\n}` : ''})`
  const imports = [
    ...(/\bsql`/.test(made) ? [['sql', 'drizzle-orm']] : []),
    ...(builders.length > 0 ? [[builders.join(', '), `drizzle-orm/${core}`]] : []),
    ['createSchema', `lucia-setup/schema/${dialect}`],
  ].map(([imported, module = '']) =>
    isRequired
      ? `const { ${imported} } = require(${quote(module)})`
      : `import { ${imported} } from ${quote(module)}`,
  )
  const exported = isRequired ? 'module.exports' : `export const { ${tables.join(', ')} }`
  return `${blocks(imports.join('\n'), `${exported} = ${made}`)}\n`
}

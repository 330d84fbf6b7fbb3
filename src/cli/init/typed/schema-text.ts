import type { TableNames } from '../../../internal/schema/names.ts'
import { type DialectName, dialectFacts } from '../../drivers/dialect.ts'
import { blocks, indent, quote, type TypePrinter } from '../../printer.ts'
import type { LiveColumn } from '../../tables/live-tables.ts'
import { builderOf, type ColumnKind, columnCode } from './column-code.ts'

/** A column of the app's own, and what it is in Drizzle. */
export interface OwnColumn {
  column: LiveColumn
  kind: ColumnKind
  isUnique: boolean
}

/** What a file with a `createSchema()` is made of. */
export interface SchemaParts {
  dialect: DialectName
  tableNames: Partial<TableNames>
  user: OwnColumn[]
  session: OwnColumn[]
  /** What else `createSchema()` is to be told, as code. */
  more: string[]
  /** Whether files load each other with `require()`. */
  isRequired: boolean
  /** Prints types, where the app has them. */
  ts: TypePrinter
}

/** The code of a file with the tables that the app has, under the names and types that they have. */
export function schemaText(parts: SchemaParts): string {
  const { dialect, user, session, more, ts } = parts
  const { core, tableNames: usual } = dialectFacts[dialect]
  const names = Object.entries(parts.tableNames).flatMap(([part, name]) =>
    name === usual[part as keyof TableNames] ? [] : [`${part}: ${quote(name)}`],
  )
  const lines = [
    ...(names.length > 0 ? [`tableNames: { ${names.join(', ')} },`] : []),
    ...more.map((line) => `${line},`),
    ...columnLines('user', user, ts),
    ...columnLines('session', session, ts),
  ]
  const given = lines.length > 0 ? `{\n${indent(lines)}\n}` : ''
  const made = `createSchema(${given})`
  const builders = [...new Set([...user, ...session].map(({ kind }) => builderOf(kind)))].sort()
  const usesSql = /\bsql`/.test(made)
  const imports = [
    ...(usesSql ? [['sql', 'drizzle-orm']] : []),
    ...(builders.length > 0 ? [[builders.join(', '), `drizzle-orm/${core}`]] : []),
    ['createSchema', `lucia-setup/schema/${dialect}`],
  ]
  return `${blocks(
    imports.map((one) => importCode(one, parts.isRequired)).join('\n'),
    parts.isRequired ? `module.exports = ${made}` : `export const { user, session, key } = ${made}`,
  )}\n`
}

function columnLines(part: string, columns: OwnColumn[], ts: TypePrinter): string[] {
  if (columns.length === 0) return []
  const lines = columns.map(
    ({ column, kind, isUnique }) => `  ${columnCode(column, kind, isUnique, ts)},`,
  )
  return [`${part}: {`, ...lines, '},']
}

function importCode([names = '', module = '']: string[], isRequired: boolean): string {
  return isRequired
    ? `const { ${names} } = require(${quote(module)})`
    : `import { ${names} } from ${quote(module)}`
}

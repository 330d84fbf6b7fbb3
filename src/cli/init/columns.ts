import type { DialectName } from '../drivers/dialect.ts'
import { quote, type TypePrinter } from '../printer.ts'
import type { Attribute } from './attributes.ts'

/** A column in code: `email: text('email').notNull()`. */
export interface ColumnCode {
  code: string
  /** Drizzle's function for it, to be imported. */
  builder: string
  /** Whether the type says too little of the column. */
  isGuess: boolean
}

const builders: Record<DialectName, Record<string, [builder: string, configuration?: string]>> = {
  sqlite: {
    string: ['text'],
    number: ['integer'],
    boolean: ['integer', "{ mode: 'boolean' }"],
  },
  postgres: {
    string: ['text'],
    number: ['integer'],
    bigint: ['bigint', "{ mode: 'bigint' }"],
    boolean: ['boolean'],
    Date: ['timestamp', '{ withTimezone: true }'],
  },
  mysql: {
    string: ['varchar', '{ length: 255 }'],
    number: ['int'],
    bigint: ['bigint', "{ mode: 'bigint' }"],
    boolean: ['boolean'],
    Date: ['datetime'],
  },
}

/** The column of an attribute. Its property is its column's name, as Lucia v2 has it. */
export function columnOf(
  dialect: DialectName,
  { name, type, isNullable }: Attribute,
  ts: TypePrinter,
): ColumnCode {
  const isLiteral = /^('[^']*'|"[^"]*")( \| ('[^']*'|"[^"]*"))*$/.test(type)
  const known = builders[dialect][isLiteral ? 'string' : type]
  const [builder, configuration] = known ?? builders[dialect].string ?? ['text']
  const key = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quote(name)
  const parts = [`${key}: ${builder}(${[quote(name), configuration].filter(Boolean).join(', ')})`]
  if (isLiteral || !known) parts.push(`.$type${ts(`<${type}>`)}()`)
  if (!isNullable) parts.push('.notNull()')
  return { code: parts.join(''), builder, isGuess: !known }
}

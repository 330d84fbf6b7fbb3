import { defaultLengths } from '../../../internal/mysql/tables.ts'
import { luciaNames, parts, type TableNames } from '../../../internal/schema/names.ts'
import type { Database } from '../../drivers/database.ts'
import type { Driver, OwnValues } from '../../drivers/driver.ts'
import { dialectOf, driverOf } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import { quote, type TypePrinter } from '../../printer.ts'
import type { Comparison } from '../../tables/comparison.ts'
import type { LiveColumn } from '../../tables/live-tables.ts'
import { readLuciaTables } from '../existing/live-session.ts'
import { type SchemaParts, schemaCode } from '../schema-code.ts'
import { type ColumnKind, type CustomType, kindOf } from './column-kinds.ts'
import type { ColumnsCall } from './find-call.ts'

/**
 * The code of a schema of the tables that a database has: attributes go by the names of the columns,
 * with the values that the driver gives. Throws a `Failure` where there is no code for a column.
 */
export async function liveSchema(
  database: Database,
  { driver, tableNames, holdsSessions }: ColumnsCall,
  style: { isRequired: boolean; ts: TypePrinter },
): Promise<string> {
  const { session, ...others } = tableNames
  const names = holdsSessions ? tableNames : { ...others, session: '' }
  const comparison = await readLuciaTables(database, dialectOf(driver), names)
  const values = driverOf(driver).values ?? {}
  return schemaText({
    ...style,
    dialect: dialectOf(driver),
    tableNames: holdsSessions ? tableNames : others,
    user: ownColumns(comparison, 'user', values),
    session: holdsSessions ? ownColumns(comparison, 'session', values) : [],
    more: moreOf(driverOf(driver), comparison),
  })
}

/** MySQL's ids have lengths. */
function moreOf({ schema }: Driver, { dialect, live }: Comparison): string[] {
  if (dialect.name !== 'mysql') return []
  const usual = Object.entries(defaultLengths) as [keyof TableNames, number][]
  const lengths = usual.flatMap(([part, length]) => {
    const found = live[part]?.columns.get('id')?.length ?? length
    return Number.isFinite(found) && found !== length ? [`${part}: ${found}`] : []
  })
  return [
    ...(lengths.length > 0 ? [`lengths: { ${lengths.join(', ')} }`] : []),
    ...(schema ? [schema] : []),
  ]
}

/** A column of the app's own, and what it is in Drizzle. */
interface OwnColumn {
  column: LiveColumn
  kind: ColumnKind
  isUnique: boolean
}

/** The app's own columns of tables, and how its code is to look. */
interface OwnParts extends Pick<SchemaParts, 'dialect' | 'tableNames' | 'isRequired'> {
  user: OwnColumn[]
  session: OwnColumn[]
  /** What else `createSchema()` is to be told, as code. */
  more: string[]
  ts: TypePrinter
}

/** The code of a file with the tables that the app has, under the names and types that they have. */
export function schemaText({ user, session, more, ts, ...style }: OwnParts): string {
  const builders = [...user, ...session].map(({ kind }) => builderOf(kind))
  const columnLines = (part: string, columns: OwnColumn[]) => {
    const lines = columns.map((column) => `  ${columnCode(column, ts)},`)
    return lines.length > 0 ? [`${part}: {`, ...lines, '},'] : []
  }
  return schemaCode({
    ...style,
    tables: [...parts],
    builders: [...new Set(builders)].sort(),
    lines: [
      ...more.map((line) => `${line},`),
      ...columnLines('user', user),
      ...columnLines('session', session),
    ],
  })
}

/**
 * The columns of a table that are not Lucia's. Throws a `Failure` that names all for which there is no
 * code.
 */
export function ownColumns(
  { dialect, live }: Comparison,
  part: 'user' | 'session',
  values: OwnValues,
): OwnColumn[] {
  const table = live[part]
  const luciaColumns = Object.values(luciaNames[part]).map(dialect.catalogue.fold)
  const own = [...(table?.columns ?? [])].filter(([name]) => !luciaColumns.includes(name))
  const unique = [...(table?.indexes.values() ?? [])].filter(
    ({ columns, isUnique }) => isUnique && columns.length === 1,
  )
  const problems: string[] = []
  const found = own.flatMap(([folded, column]): OwnColumn[] => {
    const kind = column.isGenerated ? undefined : kindOf[dialect.name](column, values)
    if (kind) {
      return [{ column, kind, isUnique: unique.some(({ columns }) => columns[0] === folded) }]
    }
    const type = `has the type ${column.declared || 'none'}`
    const problem = column.isGenerated ? 'is made by the database' : type
    problems.push(`${column.name} of the ${part} table ${problem}`)
    return []
  })
  if (problems.length === 0) return found
  throw new Failure(
    `The schema cannot be written: ${problems.join(', ')}. Nothing was written: write it by hand, as docs/schema.md has it`,
  )
}

/** The function that makes a column. */
function builderOf(kind: ColumnKind): string {
  return typeof kind === 'string' ? (/^\w+/.exec(kind)?.[0] ?? '') : 'customType'
}

/** A column as code: `email: text('email').notNull().unique()`. */
function columnCode({ column, kind, isUnique }: OwnColumn, ts: TypePrinter): string {
  const { name, declared, isRequired, byDefault } = column
  const property = /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)
  const made =
    typeof kind === 'string'
      ? kind.replace(/\((?=(\))?)/, (_, isEmpty) => `(${quote(name)}${isEmpty ? '' : ', '}`)
      : `${customCode(kind, declared, ts)}(${quote(name)})`
  const parts = [
    made,
    ...(isRequired ? ['notNull()'] : []),
    ...(byDefault === undefined ? [] : [`default(${defaultCode(byDefault, builderOf(kind))})`]),
    ...(isUnique ? ['unique()'] : []),
  ]
  return `${property}: ${parts.join('.')}`
}

function customCode(kind: CustomType, declared: string, ts: TypePrinter): string {
  const { data, driverData, fromDriver, toDriver } = kind
  const types = [`data: ${data}`, ...(driverData ? [`driverData: ${driverData}`] : [])].join('; ')
  const members = [
    `dataType: () => ${quote(declared)}`,
    ...(fromDriver ? [`fromDriver: ${fromDriver}`] : []),
    ...(toDriver ? [`toDriver: ${toDriver}`] : []),
  ]
  return `customType${ts(`<{ ${types} }>`)}({ ${members.join(', ')} })`
}

/** A literal, or the expression as the database has it. */
function defaultCode(expression: string, builder: string): string {
  if (/int/.test(builder) && /^-?\d{1,15}$/.test(expression)) return expression
  const [, literal] = /^'((?:[^'\\]|'')*)'(?:::[\w ]+)?$/.exec(expression) ?? []
  if (literal !== undefined && /text|char/.test(builder))
    return quote(literal.replaceAll("''", "'"))
  const isWhole = /^('(?:[^']|'')*'|-?[\w.]+|\w+\(\))$/.test(expression)
  const text = isWhole ? expression : `(${expression})`
  return `sql\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``
}

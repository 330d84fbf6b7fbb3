import { defaultLengths } from '../../../internal/mysql/tables.ts'
import { parts, type TableNames } from '../../../internal/schema/names.ts'
import type { Database } from '../../drivers/database.ts'
import type { DialectName } from '../../drivers/dialect.ts'
import type { Driver } from '../../drivers/driver.ts'
import { dialectOf, driverOf } from '../../drivers/entries.ts'
import type { TypePrinter } from '../../printer.ts'
import type { Comparison } from '../../tables/comparison.ts'
import { readLuciaTables } from '../existing/live-session.ts'
import { schemaCode } from '../schema-code.ts'
import { builderOf, columnCode, type OwnColumn } from './column-code.ts'
import type { ColumnsCall } from './find-call.ts'
import { ownColumns } from './own-columns.ts'

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

/** The app's own columns of tables, as it has them, and how its code is to look. */
interface OwnParts {
  dialect: DialectName
  tableNames: Partial<TableNames>
  user: OwnColumn[]
  session: OwnColumn[]
  /** What else `createSchema()` is to be told, as code. */
  more: string[]
  /** Whether files load each other with `require()`. */
  isRequired: boolean
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

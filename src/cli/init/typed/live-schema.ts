import { defaultLengths } from '../../../internal/mysql/tables.ts'
import type { TableNames } from '../../../internal/schema/names.ts'
import type { Database } from '../../drivers/database.ts'
import { dialectOf, driverOf } from '../../drivers/entries.ts'
import type { TypePrinter } from '../../printer.ts'
import type { Comparison } from '../../tables/comparison.ts'
import { readLuciaTables } from '../existing/live-session.ts'
import type { ColumnsCall } from './find-call.ts'
import { ownColumns } from './own-columns.ts'
import { schemaText } from './schema-text.ts'

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
    more: moreOf(driver, comparison),
  })
}

/** MySQL's ids have lengths, and PlanetScale no foreign keys. */
function moreOf(driver: ColumnsCall['driver'], { dialect, live }: Comparison): string[] {
  if (dialect.name !== 'mysql') return []
  const usual = Object.entries(defaultLengths) as [keyof TableNames, number][]
  const lengths = usual.flatMap(([part, length]) => {
    const found = live[part]?.columns.get('id')?.length ?? length
    return Number.isFinite(found) && found !== length ? [`${part}: ${found}`] : []
  })
  return [
    ...(lengths.length > 0 ? [`lengths: { ${lengths.join(', ')} }`] : []),
    ...(driver === 'planetscale' ? ['foreignKeys: false'] : []),
  ]
}

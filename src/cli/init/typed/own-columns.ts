import { luciaNames } from '../../../internal/schema/names.ts'
import type { OwnValues } from '../../drivers/driver.ts'
import { Failure } from '../../failure.ts'
import type { Comparison } from '../../tables/comparison.ts'
import type { OwnColumn } from './column-code.ts'
import { kindOf } from './column-kinds.ts'

/**
 * The columns of a table that are not Lucia's. Throws a `Failure` that names all for which there is no
 * code.
 */
export function ownColumns(
  { dialect, catalogue, live }: Comparison,
  part: 'user' | 'session',
  values: OwnValues,
): OwnColumn[] {
  const table = live[part]
  const luciaColumns = Object.values(luciaNames[part]).map(catalogue.fold)
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

import type { Column } from 'drizzle-orm'
import type { Violation } from '../adapter/violation.ts'
import type { MappedModel } from './models.ts'

/** What Prisma reports of a refused write: with a driver adapter, and without. */
interface PrismaError extends Error {
  code?: string
  meta?: {
    modelName?: string
    target?: string[] | string
    driverAdapterError?: { cause?: { constraint?: { fields?: string[]; index?: string } } }
  }
}

/**
 * Reads Prisma's codes, and which columns or which index a value was taken in.
 * https://www.prisma.io/docs/orm/reference/error-reference#p2002
 */
export function prismaViolation(
  error: PrismaError,
  models: readonly MappedModel[],
): Violation | undefined {
  if (error.code === 'P2003') return { kind: 'reference' }
  if (error.code !== 'P2002') return undefined
  const { modelName, target, driverAdapterError } = error.meta ?? {}
  const { fields, index } = driverAdapterError?.cause?.constraint ?? {}
  const names = [fields ?? target ?? []].flat().map((name) => name.replaceAll('"', ''))
  const model = models.find(({ name }) => name === modelName)
  return {
    kind: 'unique',
    concerns(table, column) {
      const field = Object.values(model?.fields ?? {}).find((mapped) => mapped.column === column)
      if (field === undefined) return false
      const indexes = index === undefined ? names : [index]
      return (
        names.includes(column.name) ||
        names.includes(field.name) ||
        indexes.some((name) => isIndexOf(name, table, column))
      )
    },
  }
}

/** Whether an index has one of the names that databases, Prisma and Drizzle give a column's own. */
function isIndexOf(index: string, table: string, column: Column): boolean {
  const { name, primary, uniqueName } = column
  if (primary && (index === 'PRIMARY' || index === `${table}_pkey`)) return true
  return index === `${table}_${name}_key` || index === uniqueName || index === name
}

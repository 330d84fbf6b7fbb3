import type { Violation } from '../adapter/violation.ts'
import type { PrismaClient } from './client.ts'
import type { MappedModel } from './model.ts'

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
 * Reads Prisma's codes, and which columns or which index a value was taken in: by field names, column
 * names or the name of the index.
 * https://www.prisma.io/docs/orm/reference/error-reference#p2002
 */
export function prismaViolation(
  error: PrismaError,
  client: PrismaClient,
  models: readonly MappedModel[],
): Violation | undefined {
  if (error.code === 'P2034') return { kind: 'undone' }
  if (error.code === 'P2003') return { kind: 'reference' }
  if (error.code !== 'P2002') return undefined
  const { modelName, target, driverAdapterError } = error.meta ?? {}
  const { fields, index } = driverAdapterError?.cause?.constraint ?? {}
  const names = [fields ?? target ?? []].flat().map((name) => name.replaceAll('"', ''))
  const model = models.find(({ name }) => name === modelName)
  const { fields: known = [], dbName = modelName } =
    client._runtimeDataModel.models[modelName ?? ''] ?? {}
  const columns = names.flatMap((name) => {
    const field = known.find((other) => other.name === name || other.dbName === name)
    return field ? [field.dbName ?? field.name] : []
  })
  return {
    kind: 'unique',
    table: model?.table.name ?? dbName ?? modelName,
    index: index ?? (columns.length === 0 ? names[0] : undefined),
    columns: columns.length > 0 ? columns : undefined,
  }
}

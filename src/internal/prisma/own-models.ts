import { invalidOption } from '../rules.ts'
import type { AuthTable } from '../schema/auth-table.ts'
import { nameProblem } from '../schema/kinds.ts'
import { luciaNames, type TableNames } from '../schema/names.ts'
import { delegateOf, type PrismaClient, type PrismaField, propertyOf } from './client.ts'
import type { MappedModel, Models } from './model.ts'
import { PrismaTable } from './table.ts'
import { dbNull } from './values.ts'

/** Finds models by their names on the client, where no schema says what they hold. */
export function ownModels(
  client: PrismaClient,
  names: Partial<TableNames> | undefined,
  holdsSessions: boolean,
): Models {
  const named = (part: keyof TableNames) => mapped(client, part, names?.[part] ?? part)
  const user = named('user')
  const key = named('key')
  const session = holdsSessions ? named('session') : undefined
  return {
    user,
    key,
    session,
    tables: { user: user.table, key: key.table, session: session?.table ?? elsewhere },
    tableNames: {
      user: user.qualifiedName,
      session: session?.qualifiedName ?? elsewhere.name,
      key: key.qualifiedName,
    },
  }
}

/** The sessions that the database does not hold: they have no attributes that are known here. */
const elsewhere: AuthTable = {
  name: 'session',
  idPath: 'session.id',
  idProblem: () => undefined,
  attributeProblem: () => nameProblem('session', []),
  leavesOut: () => false,
  toRow: (values) => ({ ...values }),
  columnsOf: () => [],
}

function modelNamed(client: PrismaClient, part: keyof TableNames, name: string): string {
  const models = Object.keys(client._runtimeDataModel.models)
  const found = models.find((model) => propertyOf(model) === propertyOf(name))
  if (found !== undefined) return found
  const known = models.map(propertyOf).join(', ')
  throw invalidOption(
    `options.models.${part}`,
    `must be one of the models of the Prisma client: ${known}. Received ${JSON.stringify(name)}`,
  )
}

function mapped(client: PrismaClient, part: keyof TableNames, property: string): MappedModel {
  const name = modelNamed(client, part, property)
  const table = new PrismaTable(client, part, name)
  const own = Object.entries(table.own)
  return {
    name,
    delegate: delegateOf(client, name),
    table,
    qualifiedName: table.qualifiedName,
    fieldName: (property) => table.own[luciaNames[part][property] ?? '']?.name ?? property,
    toData: (row) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([luciaName, value]) => {
          const field = table.own[luciaName] ?? table.attributes.get(luciaName)
          return field ? [[field.name, stored(field, value)]] : []
        }),
      ),
    // What an extension computes is a part of the record.
    toRow: (record) => {
      const row = { ...record }
      for (const [, { name }] of own) delete row[name]
      for (const [luciaName, { name, type }] of own) {
        row[luciaName] = type === 'BigInt' ? Number(record[name]) : record[name]
      }
      return row
    },
  }
}

/** For a JSON field, a mere null would be a value, JSON's own. */
function stored({ type }: PrismaField, value: unknown): unknown {
  return type === 'Json' && value === null ? dbNull : value
}

import { getTableColumns, getTableName, getTableUniqueName, type Table } from 'drizzle-orm'
import { SetupError } from '../../errors.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { luciaTable } from '../schema/lucia-table.ts'
import { luciaNames } from '../schema/names.ts'
import {
  delegateOf,
  type PrismaClient,
  type PrismaDelegate,
  type PrismaField,
  type PrismaModel,
} from './client.ts'
import { fromPrisma, type MappedField, toPrisma } from './values.ts'

/** A Prisma model as Lucia and the schema see it. */
export interface MappedModel {
  /** The model's name, which Prisma's errors give. */
  name: string
  /** The name of its table in the database. */
  tableName: string
  delegate: PrismaDelegate
  /** Its fields by the properties of the schema. */
  fields: Readonly<Record<string, MappedField>>
  /** What to write for a row, or a part of one, with Lucia's names. */
  toData(row: object): Record<string, unknown>
  /** A record as a row with Lucia's names. */
  toRow(record: Record<string, unknown>): Record<string, unknown>
}

/** Finds the model of a table and the fields of its columns; throws a `SetupError` without them. */
export function mappedModel(
  client: PrismaClient,
  part: keyof AuthSchema,
  table: Table,
): MappedModel {
  const [name, model] = modelOf(client, part, table)
  const fields = fieldsOf(part, table, name, model)
  const { toRow } = luciaTable(part, table)
  const fieldOf = (property: string) => fields[property] as MappedField
  return {
    name,
    tableName: getTableName(table),
    delegate: delegateOf(client, name),
    fields,
    toData: (row) =>
      Object.fromEntries(
        Object.entries(toRow(row)).map(([property, value]) => [
          fieldOf(property).name,
          toPrisma(fieldOf(property), value),
        ]),
      ),
    toRow: (record) =>
      Object.fromEntries(
        Object.entries(fields).map(([property, field]) => [
          luciaNames[part][property] ?? property,
          fromPrisma(field, record[field.name]),
        ]),
      ),
  }
}

/** The field of a session or a key that is its user. */
export function userField(
  client: PrismaClient,
  model: MappedModel,
  user: MappedModel,
): PrismaField {
  const relations = fieldsIn(client, model).filter(({ type }) => type === user.name)
  const [field] =
    relations.length === 1 ? relations : relations.filter(({ name }) => name === 'user')
  if (field !== undefined) return field
  throw new SetupError(
    'INVALID_SCHEMA',
    `The Prisma model ${model.name} must have a relation to ${user.name}${relations.length > 1 ? ' that is called user' : ''}: user ${user.name} @relation(fields: [${model.fields.userId?.name}], references: [${user.fields.id?.name}], onDelete: Cascade)`,
  )
}

/** The field of a user that has its keys. */
export function keysField(client: PrismaClient, key: MappedModel, user: MappedModel): string {
  const { relationName } = userField(client, key, user)
  const fields = fieldsIn(client, user).filter((field) => field.relationName === relationName)
  return fields[0]?.name ?? ''
}

/** The fields of a model that are other models. */
function fieldsIn(client: PrismaClient, { name }: MappedModel): PrismaField[] {
  const { fields = [] } = client._runtimeDataModel.models[name] ?? {}
  return fields.filter(({ kind }) => kind === 'object')
}

function modelOf(
  { _runtimeDataModel: { models } }: PrismaClient,
  part: keyof AuthSchema,
  table: Table,
): [name: string, model: PrismaModel] {
  const tableName = getTableName(table)
  const qualified = getTableUniqueName(table)
  const found = Object.entries(models).find(([name, model]) => {
    if ((model.dbName ?? name) !== tableName) return false
    return !model.schema || `${model.schema}.${tableName}` === qualified
  })
  if (found) return found
  const tables = Object.entries(models).map(
    ([name, model]) => `${name} ("${model.dbName ?? name}")`,
  )
  throw new SetupError(
    'INVALID_TABLE_NAME',
    `schema.${part} is the table "${tableName}", which no model of the Prisma client has. Its models have ${tables.join(', ')}. Give the model @@map("${tableName}"), or createSchema() the model's table in tableNames`,
  )
}

function fieldsOf(
  part: keyof AuthSchema,
  table: Table,
  name: string,
  model: PrismaModel,
): Record<string, MappedField> {
  const columns = Object.entries(getTableColumns(table))
  return Object.fromEntries(
    columns.map(([property, column]) => {
      const isExpiry = property in luciaNames[part] && column.dataType === 'number'
      const field = model.fields.find(
        (other) => other.kind !== 'object' && (other.dbName ?? other.name) === column.name,
      )
      const example = `${property} ${isExpiry ? 'BigInt' : 'String'} @map("${column.name}")`
      if (field === undefined) {
        throw new SetupError(
          'INVALID_SCHEMA',
          `The Prisma model ${name} has no field for the column "${column.name}" of schema.${part}.${property}. Add one to the model, such as ${example}, and run prisma generate`,
        )
      }
      if (isExpiry && field.type === 'Int') {
        throw new SetupError(
          'INVALID_SCHEMA',
          `The field ${field.name} of the Prisma model ${name} must hold milliseconds, for which Int is too small. Declare it as BigInt`,
        )
      }
      return [property, { name: field.name, type: field.type, column }]
    }),
  )
}

import type { Column } from 'drizzle-orm'
import { SetupError } from '../../errors.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import type { SchemaParts } from '../schema/dialects.ts'
import { luciaNames, type TableNames } from '../schema/names.ts'
import { delegateOf, type PrismaClient, type PrismaModel, type PrismaRecord } from './client.ts'
import type { MappedModel, Models } from './model.ts'
import { fits, fromPrisma, type MappedField, toPrisma } from './values.ts'

/**
 * Finds the models of a schema's tables, and their fields by its columns. Throws a `SetupError` where
 * a model or a field is missing, or holds something else.
 */
export function schemaModels(
  client: PrismaClient,
  schema: AuthSchema,
  parts: SchemaParts,
  holdsSessions: boolean,
): Models {
  const tables = parts.tablesOf(schema)
  const tableNames = parts.tableNamesOf(schema)
  const named = (part: keyof TableNames): MappedModel => {
    const [name, model] = modelOf(client, part, tables[part].name, tableNames[part])
    const fields = fieldsOf(part, parts.columnsOf(schema[part]), name, model)
    const qualifiedName = tableNames[part]
    return { ...mapped(client, part, name, tables[part], fields), qualifiedName }
  }
  return {
    user: named('user'),
    key: named('key'),
    session: holdsSessions ? named('session') : undefined,
    tables,
    tableNames,
  }
}

type Fields = Readonly<Record<string, MappedField>>

function mapped(
  client: PrismaClient,
  part: keyof TableNames,
  name: string,
  table: MappedModel['table'],
  fields: Fields,
): Omit<MappedModel, 'qualifiedName'> {
  const toData = (row: object) =>
    Object.fromEntries(
      Object.entries(table.toRow(row)).map(([property, value]) => {
        const field = fields[property] as MappedField
        return [field.name, toPrisma(field, value)]
      }),
    )
  return {
    name,
    delegate: delegateOf(client, name),
    table,
    fieldName: (property) => fields[property]?.name ?? property,
    toData: (row, isNew = false) => toData({ ...generated(fields, isNew), ...row }),
    toRow: (record) =>
      Object.fromEntries(
        Object.entries(fields).map(([property, field]) => [
          luciaNames[part][property] ?? property,
          fromPrisma(field, record[field.name]),
        ]),
      ),
  }
}

/** The values that the schema makes by itself, for columns that a write leaves out. */
function generated(fields: Fields, isNew: boolean): PrismaRecord {
  const values = Object.entries(fields).flatMap(([property, { column }]) => {
    const make = (isNew ? column.defaultFn : undefined) ?? column.onUpdateFn
    return make ? [[property, make()]] : []
  })
  return Object.fromEntries(values)
}

function modelOf(
  { _runtimeDataModel: { models } }: PrismaClient,
  part: keyof TableNames,
  table: string,
  qualified: string,
): [name: string, model: PrismaModel] {
  const found = Object.entries(models).find(([name, model]) => {
    if ((model.dbName ?? name) !== table) return false
    return !model.schema || [`${model.schema}.${table}`, table].includes(qualified)
  })
  if (found) return found
  const tables = Object.entries(models).map(
    ([name, model]) => `${name} ("${model.dbName ?? name}")`,
  )
  throw new SetupError(
    'INVALID_TABLE_NAME',
    `schema.${part} is the table "${table}", which no model of the Prisma client has. Its models have ${tables.join(', ')}. Give the model @@map("${table}"), or createSchema() the model's table in tableNames`,
  )
}

function fieldsOf(
  part: keyof TableNames,
  columns: Record<string, Column>,
  name: string,
  model: PrismaModel,
): Fields {
  return Object.fromEntries(
    Object.entries(columns).map(([property, column]) => {
      const isExpiry = property in luciaNames[part] && property.endsWith('Expires')
      const field = model.fields.find(
        (other) => other.kind !== 'object' && (other.dbName ?? other.name) === column.name,
      )
      const path = `schema.${part}.${property}`
      if (field === undefined) {
        const example = `${property} ${isExpiry ? 'BigInt' : 'String'} @map("${column.name}")`
        throw invalidSchema(
          `The Prisma model ${name} has no field for the column "${column.name}" of ${path}. Add one to the model, such as ${example}, and run prisma generate, or leave the schema out`,
        )
      }
      if (isExpiry && field.type !== 'BigInt') {
        throw invalidSchema(
          `The field ${field.name} of the Prisma model ${name} must hold milliseconds. Received ${field.type}. Declare it as BigInt`,
        )
      }
      if (!fits(field, column)) {
        throw invalidSchema(
          `${path} is a ${column.columnType} of ${column.dataType}, which cannot hold the ${field.type} of the field ${field.name} in the Prisma model ${name}. Declare both alike, or leave the schema out`,
        )
      }
      return [property, { name: field.name, type: field.type, column }]
    }),
  )
}

function invalidSchema(message: string): SetupError {
  return new SetupError('INVALID_SCHEMA', message)
}

import type { AuthTable, AuthTables } from '../schema/auth-table.ts'
import type { TableNames } from '../schema/names.ts'
import type { PrismaClient, PrismaDelegate, PrismaField, PrismaRecord } from './client.ts'

/** A Prisma model as the adapter works with it. */
export interface MappedModel {
  /** The model's name, which Prisma's errors give. */
  name: string
  delegate: PrismaDelegate
  /** What `auth` knows of its table. */
  table: AuthTable
  /** The table's name in the database, with its schema where it has one. */
  qualifiedName: string
  /** The field of a column of Lucia's, by its property in a schema: of `userId`, say. */
  fieldName(property: string): string
  /** What to write for a row with Lucia's names: a new one, or what changes of one. */
  toData(row: object, isNew?: boolean): PrismaRecord
  /** A record as a row with Lucia's names. */
  toRow(record: PrismaRecord): PrismaRecord
}

/** The models of the adapter; without that of sessions where they are held elsewhere. */
export interface Models {
  user: MappedModel
  key: MappedModel
  session: MappedModel | undefined
  tables: AuthTables
  tableNames: TableNames
}

/** The field of a session or a key that is its user, if there is one, and one alone. */
export function userField(
  client: PrismaClient,
  model: MappedModel,
  user: MappedModel,
): PrismaField | undefined {
  const relations = relationsIn(client, model).filter(({ type }) => type === user.name)
  return relations.length === 1 ? relations[0] : relations.find(({ name }) => name === 'user')
}

/** The field of a user that has its keys, if there is one. */
export function keysField(
  client: PrismaClient,
  key: MappedModel,
  user: MappedModel,
): PrismaField | undefined {
  const { relationName } = userField(client, key, user) ?? {}
  return relationsIn(client, user).find((field) => field.relationName === relationName)
}

/** The fields of a model that are other models. */
function relationsIn(client: PrismaClient, { name }: MappedModel): PrismaField[] {
  const { fields = [] } = client._runtimeDataModel.models[name] ?? {}
  return fields.filter(({ kind, relationName }) => kind === 'object' && relationName)
}

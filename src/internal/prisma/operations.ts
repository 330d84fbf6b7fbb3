import { describe } from '../handle.ts'
import {
  extensionSees,
  hasReplicas,
  omitNothing,
  type PrismaClient,
  type PrismaRecord,
} from './client.ts'
import type { MappedModel } from './model.ts'
import { dbNull } from './values.ts'

/** The operations on a model, by the properties of the schema, with rows by Lucia's names. */
export class Operations {
  constructor(
    private readonly client: PrismaClient,
    readonly model: MappedModel,
  ) {}

  /** Whether an extension of the client would see one of these operations on the model. */
  areSeen(...operations: string[]): boolean {
    return operations.some((name) => extensionSees(this.client, this.model.name, name))
  }

  /** Whole records are asked for, as extensions expect them: what they look at may be any field. */
  get whole(): object {
    return omitNothing(this.client, this.model.name)
  }

  /** The same, with the records that it refers to. */
  wholeWith(others: Record<string, Operations>): object {
    const include = Object.entries(others).map(([field, { whole }]) => [
      field,
      Object.keys(whole).length > 0 ? whole : true,
    ])
    return { ...this.whole, include: Object.fromEntries(include) }
  }

  async findOne<Row>(id: string): Promise<Row | null> {
    const record = await this.findRecord(id, this.whole)
    return record && this.toRow(record)
  }

  /** What a replica does not have, the primary may have already. */
  async findRecord(id: string, query: object): Promise<PrismaRecord | null> {
    const find = () => this.model.delegate.findUnique({ ...this.having('id', id), ...query })
    const found = await find()
    if (found || !hasReplicas(this.client)) return found
    // In a transaction the query passes all extensions, and none sends it to a replica.
    const [record] = await this.client.$transaction([find()])
    return record as PrismaRecord | null
  }

  async findMany<Row>(userId: string): Promise<Row[]> {
    return (await this.findRecords(userId)).map((record) => this.toRow(record))
  }

  findRecords(userId: string): PromiseLike<PrismaRecord[]> {
    return this.model.delegate.findMany({ ...this.having('userId', userId), ...this.whole })
  }

  /** Runs when it is awaited, or in a transaction; so do the others that are not `async`. */
  create(row: object, nested: object = {}): PromiseLike<PrismaRecord> {
    const data = { ...this.model.toData(row, true), ...nested }
    return this.model.delegate.create({ data, ...this.whole })
  }

  /** The data of a row that is created with the one that it refers to. */
  nestedData(row: object): object {
    const { [this.fieldName('userId')]: _, ...data } = this.model.toData(row, true)
    return data
  }

  /** Resolves to nothing where there is no such row. */
  async update<Row>(id: string, values: object): Promise<Row | undefined> {
    const data = this.model.toData(values)
    const query = { ...this.having('id', id), data, ...this.whole }
    const record = await unlessGone(this.model.delegate.update(query))
    return record && this.toRow(record)
  }

  /** Updates a row where it has these values; resolves to how many there are, one or none. */
  updateWhere(id: string, condition: object, values: object): PromiseLike<{ count: number }> {
    const where = { ...this.having('id', id).where, ...this.model.toData(condition) }
    const data = this.model.toData(values)
    return this.model.delegate.updateMany({ where, data })
  }

  delete(id: string): PromiseLike<unknown> {
    return this.model.delegate.delete(this.having('id', id))
  }

  deleteOf(userId: string, condition: object = {}): PromiseLike<unknown> {
    const { where } = this.having('userId', userId)
    return this.model.delegate.deleteMany({ where: { ...where, ...condition } })
  }

  /** Writes records that were deleted, as they were. */
  async createAgain(records: PrismaRecord[]): Promise<void> {
    const { fields = [] } = this.client._runtimeDataModel.models[this.model.name] ?? {}
    const stored = fields.filter(({ kind }) => kind !== 'object')
    const data = records.map((record) =>
      Object.fromEntries(
        stored.map(({ name, type }) => [
          name,
          type === 'Json' ? (record[name] ?? dbNull) : record[name],
        ]),
      ),
    )
    if (data.length > 0) await this.model.delegate.createMany({ data })
  }

  toRow<Row>(record: PrismaRecord): Row {
    return this.model.toRow(record) as Row
  }

  fieldName(property: string): string {
    return this.model.fieldName(property)
  }

  /** A condition. Prisma would take `undefined` for none, and an object for one of its own. */
  private having(property: string, id: unknown): { where: object } {
    if (typeof id === 'string') return { where: { [this.fieldName(property)]: id } }
    throw new TypeError(`An id must be a string. Received ${describe(id)}`)
  }
}

/** Waits for an operation on one row; resolves to nothing where the row is gone. */
export async function unlessGone<Result>(
  operation: PromiseLike<Result>,
): Promise<Result | undefined> {
  try {
    return await operation
  } catch (error) {
    if (codeOf(error) === 'P2025') return undefined
    throw error
  }
}

/** Prisma's code of an error. https://www.prisma.io/docs/orm/reference/error-reference */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

import { SetupError } from '../../errors.ts'
import type { AuthTable, Problem, UniqueViolation } from '../schema/auth-table.ts'
import { charactersOf, nameProblem } from '../schema/kinds.ts'
import { luciaNames, type TableNames } from '../schema/names.ts'
import type { PrismaClient, PrismaField } from './client.ts'
import { fieldProblem } from './field-problem.ts'
import { type ModelText, readEnum, readModel } from './schema-text.ts'

/** What `auth` knows of a table by the client's own model, where there is no schema. */
export class PrismaTable implements AuthTable {
  readonly name: string
  /** The same, with its schema in the database where it has one. */
  readonly qualifiedName: string
  readonly idPath: string
  readonly makeId: (() => string) | undefined
  /** The fields of Lucia's own columns, by Lucia's names of them. */
  readonly own: Readonly<Record<string, PrismaField>>
  /** The other fields, by their names. */
  readonly attributes: ReadonlyMap<string, PrismaField>
  private readonly text: ModelText
  private readonly schemaText: string

  constructor(
    client: PrismaClient,
    part: keyof TableNames,
    readonly model: string,
  ) {
    const { fields = [], dbName, schema } = client._runtimeDataModel.models[model] ?? {}
    const stored = fields.filter(({ kind, relationName }) => kind !== 'object' || !relationName)
    this.name = dbName ?? model
    this.qualifiedName = schema ? `${schema}.${this.name}` : this.name
    this.own = ownFields(part, model, stored)
    const owned = Object.values(this.own)
    const others = stored.filter((field) => !owned.includes(field))
    this.attributes = new Map(others.map((field) => [field.name, field]))
    this.schemaText = client._engineConfig?.inlineSchema ?? ''
    this.text = readModel(this.schemaText, model)
    this.idPath = `${model}.${this.own.id?.name}`
    this.makeId = this.isUuid ? () => crypto.randomUUID() : undefined
  }

  idProblem(id: string, isNew: boolean): Problem {
    // PostgreSQL answers other text with an error, in a lookup too.
    if (this.isUuid && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) {
      return `must be a UUID, as ${this.idPath} is. Received other text`
    }
    const [, length] = /@db\.(?:Var)?Char\((\d+)\)/.exec(this.idAttributes) ?? []
    if (!isNew || length === undefined || charactersOf(id) <= Number(length)) return undefined
    return `must fit ${this.idPath}, which holds ${length} characters. Received ${charactersOf(id)}`
  }

  attributeProblem(name: string, value: unknown): Problem {
    const field = this.attributes.get(name)
    if (field === undefined) return nameProblem(this.name, [...this.attributes.keys()])
    const values = field.kind === 'enum' ? readEnum(this.schemaText, field.type) : []
    return fieldProblem(field, value, this.text.fields[name], values)
  }

  leavesOut(attributes: object): boolean {
    return [...this.attributes.keys()].some((name) => !Object.hasOwn(attributes, name))
  }

  toRow(values: object): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [this.own[name]?.name ?? name, value]),
    )
  }

  columnsOf({ columns, index }: UniqueViolation): string[] {
    const fields = [...Object.values(this.own), ...this.attributes.values()]
    const found = columns
      ? fields.filter((field) => columns.includes(columnOf(field)))
      : fields.filter(({ name }) => this.keyOf(index)?.includes(name))
    return found.map(({ name }) => name)
  }

  /** The fields of an index, by the name that the schema or Prisma has given it. */
  private keyOf(index = ''): string[] | undefined {
    const { columnNames, name } = this
    const found = this.text.keys.find(({ fields, isPrimary, map }) => {
      if (map !== undefined) return index === map || index.endsWith(`.${map}`)
      if (isPrimary) return [`${name}_pkey`, 'PRIMARY', `${name}.PRIMARY`].includes(index)
      const columns = fields.map((field) => columnNames[field] ?? field)
      const whole = [name, ...columns].join('_')
      // Of a long name, databases keep the beginning: 63 characters, or 64.
      const names = [whole, whole.slice(0, 59), whole.slice(0, 60)].map((start) => `${start}_key`)
      return [...names, `${whole}_unique`, columns.join()].includes(index.replace(`${name}.`, ''))
    })
    return found?.fields
  }

  private get columnNames(): Record<string, string> {
    const fields = [...Object.values(this.own), ...this.attributes.values()]
    return Object.fromEntries(fields.map((field) => [field.name, columnOf(field)]))
  }

  private get isUuid(): boolean {
    return this.idAttributes.includes('@db.Uuid')
  }

  private get idAttributes(): string {
    return this.text.fields[this.own.id?.name ?? '']?.attributes ?? ''
  }
}

/** The name of a field's column. */
export function columnOf({ name, dbName }: PrismaField): string {
  return dbName ?? name
}

/** The fields of Lucia's own columns: by Lucia's names, by those of the schemas here, by columns. */
function ownFields(
  part: keyof TableNames,
  model: string,
  fields: readonly PrismaField[],
): Record<string, PrismaField> {
  const own = Object.entries(luciaNames[part]).map(([property, name]): [string, PrismaField] => {
    const field =
      fields.find((other) => other.name === name) ??
      fields.find((other) => other.name === property) ??
      fields.find((other) => columnOf(other) === name)
    const type = property.endsWith('Expires') ? 'BigInt' : 'String'
    if (field?.type === type) return [name, field]
    const mark = name === 'id' ? ' @id' : name === 'hashed_password' ? '?' : ''
    throw new SetupError(
      'INVALID_SCHEMA',
      `The Prisma model ${model} must have the field ${name} ${type}${mark}. Received ${field ? `${field.name} ${field.type}` : 'none of this name'}. Change the model, and run prisma generate`,
    )
  })
  return Object.fromEntries(own)
}

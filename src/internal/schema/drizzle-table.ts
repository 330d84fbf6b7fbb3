import { type Column, getTableColumns, getTableName, type Table } from 'drizzle-orm'
import type { AuthSchema } from './auth-schema.ts'
import type { AuthTable, AuthTables, Problem, UniqueViolation } from './auth-table.ts'
import { dataTypeOf, isUuid, lengthOf } from './column-type.ts'
import { charactersOf, kindProblem, nameProblem } from './kinds.ts'
import { luciaTable } from './lucia-table.ts'
import { luciaNames } from './names.ts'
import { columnsOfIndex, inOneCase } from './taken-columns.ts'

const known = /* @__PURE__ */ new WeakMap<Table, DrizzleTable>()

/** What `auth` knows of the tables of a Drizzle schema. */
export function drizzleTables({ user, session, key }: AuthSchema): AuthTables {
  return { user: of('user', user), session: of('session', session), key: of('key', key) }
}

function of(part: keyof AuthSchema, table: AuthSchema['user']): DrizzleTable {
  const found = known.get(table) ?? new DrizzleTable(part, table)
  known.set(table, found)
  return found
}

class DrizzleTable implements AuthTable {
  readonly name: string
  readonly idPath: string
  readonly makeId: (() => unknown) | undefined
  private readonly columns: Record<string, Column>
  private readonly names: string[]

  constructor(
    private readonly part: keyof AuthSchema,
    private readonly table: AuthSchema['user'],
  ) {
    this.name = getTableName(table)
    this.idPath = `schema.${part}.id`
    this.makeId = table.id.defaultFn
    this.columns = getTableColumns(table)
    this.names = attributeNames(part, table)
  }

  idProblem(id: string, isNew: boolean): Problem {
    const column = this.table.id
    // PostgreSQL answers other text with an error, in a lookup too.
    if (isUuid(column) && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) {
      return `must be a UUID, as ${this.idPath} is. Received other text`
    }
    const length = lengthOf(column)
    if (!isNew || id.length <= length || charactersOf(id) <= length) return undefined
    return `must fit ${this.idPath}, which holds ${length} characters. Received ${charactersOf(id)}`
  }

  attributeProblem(name: string, value: unknown): Problem {
    const column = this.names.includes(name) ? this.columns[name] : undefined
    return column ? valueProblem(column, value) : nameProblem(this.name, this.names)
  }

  leavesOut(attributes: object): boolean {
    return this.names.some((name) => !Object.hasOwn(attributes, name))
  }

  toRow(values: object): Record<string, unknown> {
    return luciaTable(this.part, this.table).toRow(values)
  }

  columnsOf(violation: UniqueViolation): string[] {
    const names = violation.columns ?? columnsOfIndex(this.table, violation)
    return Object.entries(this.columns)
      .filter(
        ([, { name, keyAsName }]) =>
          names.includes(name) || (keyAsName && names.map(inOneCase).includes(inOneCase(name))),
      )
      .map(([property]) => property)
  }
}

/** The columns of a table that Lucia does not own, by property name. */
export function attributeNames(part: keyof AuthSchema, table: Table): string[] {
  return Object.keys(getTableColumns(table)).filter(
    (name) => !Object.hasOwn(luciaNames[part], name),
  )
}

/** What is wrong with a value for a column. */
export function valueProblem(column: Column, value: unknown): Problem {
  if (value === null) return column.notNull ? 'must not be null' : undefined
  const dataType = dataTypeOf(column)
  const problem = kindProblem(dataType, value)
  const length = lengthOf(column)
  if (problem || dataType !== 'string' || typeof value !== 'string') return problem
  if (value.length <= length) return undefined
  const characters = charactersOf(value)
  // PostgreSQL refuses what is longer with an error of its own; MySQL cuts it, if it is not strict.
  return characters > length
    ? `must have at most ${length} characters. Received ${characters}`
    : undefined
}

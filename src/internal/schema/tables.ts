import {
  type Column,
  ColumnBuilder,
  type ColumnBuilderBase,
  type DrizzleEntityClass,
  entityKind,
  getTableColumns,
  getTableName,
  is,
  type Table,
} from 'drizzle-orm'
import {
  assertOptions,
  isPlainObject,
  plain,
  type Rule,
  type Rules,
  withDefaults,
} from '../rules.ts'
import { assertExtraColumns, assertSchema, assertTableNames } from './assert.ts'
import type { AuthSchema } from './auth-schema.ts'
import { type ClientParts, dialects } from './dialects.ts'
import { luciaNames, type TableNames, tableNameRules } from './names.ts'
import { schemaParts } from './schema-parts.ts'

export type Columns = Record<string, ColumnBuilderBase>

/** The columns of a table whose rows belong to users. */
export interface OwnedColumns extends Columns {
  userId: ColumnBuilderBase & {
    references(column: () => Column | undefined, actions: { onDelete: 'cascade' }): unknown
  }
}

/** What a dialect brings to the tables of Lucia. */
export interface TableDialect extends ClientParts {
  /** The rules of what its `createSchema()` takes beside what they all take. */
  configRules?: Rules
  /** The names that Lucia's documentation gives the tables. */
  tableNames: TableNames
  table(
    name: string,
    columns: Columns,
    indexes: (table: Record<string, Column>) => unknown[],
  ): Table
  index(name: string): { on(column: Column): unknown }
  user(): Columns
  session(): OwnedColumns
  key(): OwnedColumns
}

/** What every `createSchema()` takes for Lucia's tables, all of it optional. */
export interface SchemaConfig<Names, User, Session> {
  /** Other table names than the default ones. */
  tableNames?: Names | undefined
  /** The user's attributes: columns of the user table. */
  user?: User | undefined
  /** The session's attributes: columns of the session table. */
  session?: Session | undefined
}

/**
 * The columns that a dialect's table function takes, read off the function: Drizzle 1.0 calls their
 * types otherwise than Drizzle before it. The last overload takes a function that gives them, which
 * in some dialects of 1.0 tells nothing: those take every column builder.
 */
export type ColumnsOf<TableFunction extends (...args: never[]) => unknown> =
  Parameters<TableFunction>[1] extends (...types: never[]) => infer Given
    ? unknown extends Given
      ? Columns
      : [Given] extends [never]
        ? Columns
        : Given
    : Columns

/** The name of a table as it shows in its type: the one given, or the default. */
export type NameOf<Names, Part extends string, Default extends string> = Names extends {
  [Key in Part]: infer Name extends string
}
  ? Name
  : Default

/** The rule of an extra column of a dialect. */
export function columnRule({ user }: TableDialect): Rule {
  const [id = {}] = Object.values(user())
  const builder = builderOf(id)
  return ["a column of this dialect, such as text('email')", (value) => is(value, builder)]
}

/** Throws a `SetupError` unless what `createSchema()` was given is of the dialect. */
function assertConfig(dialect: TableDialect, config: object): void {
  const columns: Rule = [plain, isPlainObject, columnRule(dialect)]
  assertOptions('createSchema(): config', config, {
    tableNames: [plain, isPlainObject, tableNameRules],
    user: columns,
    session: columns,
    ...dialect.configRules,
  })
}

/** The class that all column builders of a dialect extend, which has another name in each of them. */
function builderOf(column: object): DrizzleEntityClass<object> {
  let found = column.constructor
  let parent = Object.getPrototypeOf(found)
  while (parent !== ColumnBuilder && entityKind in parent) {
    found = parent
    parent = Object.getPrototypeOf(found)
  }
  return found as DrizzleEntityClass<object>
}

/** What makes the default tables of `createAuth()` takes. */
export interface DefaultTablesConfig {
  tableNames?: Partial<TableNames> | undefined
  foreignKeys?: boolean
}

/** Makes the three tables of a dialect, with their indexes and references. */
export function createTables(
  dialect: TableDialect,
  config: SchemaConfig<Partial<TableNames>, Columns, Columns> & {
    foreignKeys?: boolean | undefined
  },
): AuthSchema {
  const { index, table } = dialect
  assertConfig(dialect, config)
  const names = withDefaults(dialect.tableNames, config.tableNames)
  assertTableNames(names)
  assertExtraColumns('user', luciaNames.user, config.user)
  assertExtraColumns('session', luciaNames.session, config.session)

  const indexed = (name: string, columns: Columns, properties: readonly string[]) => {
    // Drizzle asks for the indexes when the table is there.
    const created: Table = table(name, columns, (self) =>
      Object.entries(self)
        .filter(([property]) => properties.includes(property))
        .map(([, column]) => index(`${getTableName(created)}_${column.name}_index`).on(column)),
    )
    return created
  }
  const user = indexed(names.user, { ...dialect.user(), ...config.user }, [])
  dialects.set(user, { ...dialect, ...schemaParts })
  const sessionColumns = dialect.session()
  const keyColumns = dialect.key()
  if (config.foreignKeys ?? true) {
    for (const { userId } of [sessionColumns, keyColumns]) {
      userId.references(() => getTableColumns(user).id, { onDelete: 'cascade' })
    }
  }
  const session = { ...sessionColumns, ...config.session }
  const schema: unknown = {
    user,
    session: indexed(names.session, session, ['userId', 'idleExpires']),
    key: indexed(names.key, keyColumns, ['userId']),
  }
  assertSchema(schema)
  return schema
}

import {
  type Column,
  type ColumnBuilderBase,
  getTableColumns,
  getTableName,
  type Table,
} from 'drizzle-orm'
import { assertExtraColumns, assertSchema, assertTableNames } from './assert.ts'
import type { AuthSchema, TableNames } from './auth-schema.ts'

type Columns = Record<string, ColumnBuilderBase>

interface OwnedColumns extends Columns {
  userId: ColumnBuilderBase & {
    references(column: () => Column | undefined, actions: { onDelete: 'cascade' }): unknown
  }
}

/** What a Drizzle client of a dialect is made of, for a driver that serves several dialects. */
export interface ClientParts {
  Dialect: new () => object
  Session: new (dialect: object) => object
  client(dialect: object, session: object): object
}

/** What a dialect brings to the tables of Lucia. */
export interface TableDialect extends ClientParts {
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

/** What every `createSchema()` takes, all of it optional. */
export interface SchemaConfig<Names, User, Session> {
  /** Other table names than the default ones. */
  tableNames?: Names | undefined
  /** The user's attributes: columns of the user table. */
  user?: User | undefined
  /** The session's attributes: columns of the session table. */
  session?: Session | undefined
}

/** The name of a table as it shows in its type: the one given, or the default. */
export type NameOf<Names, Part extends string, Default extends string> = Names extends {
  [Key in Part]: infer Name extends string
}
  ? Name
  : Default

/** The dialect of a user table that `createSchema()` has made. */
export const dialects = new WeakMap<Table, ClientParts>()

/** Makes the three tables of a dialect, with their indexes and references. */
export function createTables(
  dialect: TableDialect,
  config: SchemaConfig<Partial<TableNames>, Columns, Columns>,
  foreignKeys = true,
): AuthSchema {
  const { index, table } = dialect
  const names = { ...dialect.tableNames, ...config.tableNames }
  assertTableNames(names)
  assertExtraColumns('user', config.user)
  assertExtraColumns('session', config.session)

  const indexed = (name: string, columns: Columns, properties: readonly string[]) =>
    table(name, columns, (self) =>
      Object.entries(self)
        .filter(([property]) => properties.includes(property))
        .map(([, column]) =>
          index(`${getTableName(column.table)}_${column.name}_index`).on(column),
        ),
    )
  const user = indexed(names.user, { ...dialect.user(), ...config.user }, [])
  dialects.set(user, dialect)
  const sessionColumns = dialect.session()
  const keyColumns = dialect.key()
  if (foreignKeys) {
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

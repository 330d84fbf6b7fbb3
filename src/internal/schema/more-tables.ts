import { type Column, getTableColumns, getTableName, type Table } from 'drizzle-orm'
import { isBoolean, isPlainObject, plain, type Rules, withDefaults } from '../rules.ts'
import { assertExtraColumns } from './assert.ts'
import type { AuthSchema } from './auth-schema.ts'
import {
  type MoreTableNames,
  moreNames,
  type TableNames,
  tableNameRule,
  tableNameRules,
} from './names.ts'
import {
  type Columns,
  columnRule,
  createTables,
  type OwnedColumns,
  type SchemaConfig,
  type TableDialect,
} from './tables.ts'

/** What a dialect brings to them. */
export interface MoreDialect {
  uniqueIndex(name: string): { on(...columns: (Column | undefined)[]): unknown }
  token(): OwnedColumns
  throttle(): Columns
}

/** What every `createSchema()` takes for them. */
export interface MoreConfig<Token, Throttle> {
  /** One-time secrets for `lucia-setup/tokens`: true, or columns of your own beside its own. */
  token?: Token | undefined
  /** Failed attempts for `lucia-setup/throttle`. */
  throttle?: Throttle | undefined
}

type Config = SchemaConfig<Partial<TableNames & MoreTableNames>, Columns, Columns> &
  MoreConfig<Columns | boolean, boolean> & { foreignKeys?: boolean | undefined }

/**
 * The tables of a dialect with those for one-time secrets and for failed attempts, where they are
 * asked for. The default tables of `createAuth()` do without, and so without this code.
 */
export function createMoreTables(
  dialect: TableDialect,
  more: MoreDialect,
  config: Config,
): AuthSchema {
  const { token, throttle, tableNames, foreignKeys = true } = config ?? {}
  const defaults = {
    ...(token && { token: moreNames.token }),
    ...(throttle && { throttle: moreNames.throttle }),
  }
  const schema = createTables(
    {
      ...dialect,
      tableNames: { ...dialect.tableNames, ...defaults },
      configRules: { ...rulesOf(dialect), ...dialect.configRules },
    },
    config,
  )
  const names = withDefaults(moreNames, tableNames)
  const own = typeof token === 'object' ? token : {}
  const made = {
    ...(token && {
      token: tokenTable(dialect, more, names.token, own, foreignKeys && schema.user),
    }),
    ...(throttle && { throttle: throttleTable(dialect, more, names.throttle) }),
  }
  return { ...schema, ...made }
}

function rulesOf(dialect: TableDialect): Rules {
  const isToken = (given: unknown) => isBoolean(given) || isPlainObject(given)
  const names = { ...tableNameRules, token: tableNameRule, throttle: tableNameRule }
  return {
    tableNames: [plain, isPlainObject, names],
    token: ['true or a plain object of columns', isToken, columnRule(dialect)],
    throttle: ['a boolean', isBoolean],
  }
}

function tokenTable(
  { index, table }: TableDialect,
  { token, uniqueIndex }: MoreDialect,
  name: string,
  own: Columns,
  user: Table | false,
): Table {
  const columns = token()
  assertExtraColumns('token', columns, own)
  if (user) columns.userId.references(() => getTableColumns(user).id, { onDelete: 'cascade' })
  // Drizzle asks for the indexes when the table is there.
  const made: Table = table(name, { ...columns, ...own }, ({ userId, purpose, expires }) => [
    uniqueIndex(`${getTableName(made)}_user_id_purpose_unique`).on(userId, purpose),
    index(`${getTableName(made)}_expires_index`).on(expires as Column),
  ])
  return made
}

function throttleTable({ index, table }: TableDialect, more: MoreDialect, name: string): Table {
  const made: Table = table(name, more.throttle(), ({ failedAt }) => [
    index(`${getTableName(made)}_failed_at_index`).on(failedAt as Column),
  ])
  return made
}

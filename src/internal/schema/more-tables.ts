import { type Column, getTableColumns, getTableName, type Table } from 'drizzle-orm'
import { isBoolean, isPlainObject } from '../rules.ts'
import { assertExtraColumns } from './assert.ts'
import type { Columns, MoreTables, OwnedColumns, TableDialect } from './tables.ts'

/** The names of the tables that an app may have beside Lucia's. */
export interface MoreTableNames {
  token: string
  throttle: string
}

/** What they are called by default, in every dialect. */
export const moreNames = { token: 'user_token', throttle: 'user_throttle' } as const

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

/**
 * The tables for one-time secrets and for failed attempts, for a `createSchema()` to make where they
 * are asked for. The default tables of `createAuth()` do without, and so without this code.
 */
export function moreTables(
  { index, table }: TableDialect,
  dialect: MoreDialect,
  config: MoreConfig<Columns | boolean, boolean> | undefined,
): MoreTables {
  const { token, throttle } = config ?? {}
  const own = typeof token === 'object' ? token : {}
  return {
    rules: (column) => ({
      token: [
        'true or a plain object of columns',
        (given) => isBoolean(given) || isPlainObject(given),
        column,
      ],
      throttle: ['a boolean', isBoolean],
    }),
    known: Object.keys(moreNames),
    names: {
      ...(token && { token: moreNames.token }),
      ...(throttle && { throttle: moreNames.throttle }),
    },
    create(names, user, foreignKeys) {
      const tokenColumns = dialect.token()
      assertExtraColumns('token', tokenColumns, own)
      if (foreignKeys) {
        tokenColumns.userId.references(() => getTableColumns(user).id, { onDelete: 'cascade' })
      }
      const made: { token?: Table; throttle?: Table } = {}
      const named = (created: Table | undefined, rest: string) =>
        `${created && getTableName(created)}_${rest}`
      if (token && names.token) {
        made.token = table(names.token, { ...tokenColumns, ...own }, (self) => [
          dialect
            .uniqueIndex(named(made.token, 'user_id_purpose_unique'))
            .on(self.userId, self.purpose),
          index(named(made.token, 'expires_index')).on(self.expires as Column),
        ])
      }
      if (throttle && names.throttle) {
        made.throttle = table(names.throttle, dialect.throttle(), (self) => [
          index(named(made.throttle, 'failed_at_index')).on(self.failedAt as Column),
        ])
      }
      return made
    },
  }
}

import type { Rule, RulesOf } from '../rules.ts'

/** The names of the three tables in the database. */
export interface TableNames {
  user: string
  session: string
  key: string
}

/** The names of the tables that an app may have beside Lucia's. */
export interface MoreTableNames {
  token: string
  throttle: string
}

/** What they are called by default, in every dialect. */
export const moreNames: MoreTableNames = { token: 'user_token', throttle: 'user_throttle' }

/** The three tables, by what Lucia keeps in them. */
export const parts = ['user', 'session', 'key'] as const

/** The rule of a table's name; which names work, `assertTableNames()` says of all at once. */
export const tableNameRule: Rule = ['a name', (value: unknown) => typeof value === 'string']

/** The rules of `tableNames`. */
export const tableNameRules: RulesOf<TableNames> = {
  user: tableNameRule,
  session: tableNameRule,
  key: tableNameRule,
}

/** The names that Lucia's documentation gives the tables. */
export const defaultNames = { user: 'user', session: 'user_session', key: 'user_key' } as const

/** The same where `user` is a word of SQL. */
export const namesBesideReserved = { ...defaultNames, user: 'auth_user' } as const

/**
 * The columns that Lucia itself reads and writes, by property, and the names that Lucia's adapters
 * have for them. All other columns are attributes, which go by their property names everywhere.
 */
export const luciaNames: Readonly<Record<keyof TableNames, Readonly<Record<string, string>>>> = {
  user: { id: 'id' },
  session: {
    id: 'id',
    userId: 'user_id',
    activeExpires: 'active_expires',
    idleExpires: 'idle_expires',
  },
  key: { id: 'id', userId: 'user_id', hashedPassword: 'hashed_password' },
}

import type { TableNames } from '../../src/internal/schema/names.ts'

/** The column types of one page of Lucia v2's documentation. */
export interface ColumnTypes {
  userId: string
  keyId: string
  sessionId: string
  password: string
  expiry: string
  /** Of the attributes: the user's name and the session's country. */
  attribute: string
  /** PlanetScale's page has none. */
  foreignKeys: boolean
}

/** The tables as the documentation makes them: no index, and nothing that cascades. */
export function documentedTables(names: TableNames, types: ColumnTypes): string[] {
  const { userId, keyId, sessionId, password, expiry, attribute } = types
  const reference = types.foreignKeys ? `, FOREIGN KEY (user_id) REFERENCES ${names.user}(id)` : ''
  return [
    `CREATE TABLE ${names.user} (
      id ${userId} NOT NULL PRIMARY KEY,
      username ${attribute} NOT NULL
    )`,
    `CREATE TABLE ${names.key} (
      id ${keyId} NOT NULL PRIMARY KEY,
      user_id ${userId} NOT NULL,
      hashed_password ${password}${reference}
    )`,
    `CREATE TABLE ${names.session} (
      id ${sessionId} NOT NULL PRIMARY KEY,
      user_id ${userId} NOT NULL,
      active_expires ${expiry} NOT NULL,
      idle_expires ${expiry} NOT NULL,
      country ${attribute}${reference}
    )`,
  ]
}

/** The names of Lucia v1, which its users have kept. */
export const namesOfV1: TableNames = { user: 'auth_user', session: 'auth_session', key: 'auth_key' }

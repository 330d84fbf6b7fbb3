import type { NewRowOf, RowOf, RowTypes } from '../schema/auth-table.ts'

/** A user's row, by the property names of the schema. */
export type UserRow<Schema extends RowTypes> = RowOf<Schema['user']>

/** A session's row, by the property names of the schema. */
export type SessionRow<Schema extends RowTypes> = RowOf<Schema['session']>

/** The attributes of a new user: the user table's columns other than `id`. */
export type NewUserAttributes<Schema extends RowTypes> = Attributes<Schema['user'], 'id'>

/** The attributes of a new session: the session table's columns that Lucia does not own. */
export type NewSessionAttributes<Schema extends RowTypes> = Attributes<
  Schema['session'],
  'id' | 'userId' | 'activeExpires' | 'idleExpires'
>

type Attributes<From, Owned> = NoOther<{
  [Name in keyof NewRowOf<From> as Name extends Owned ? never : Name]: NewRowOf<From>[Name]
}>

/** TypeScript accepts every object for `{}`; a table without attributes accepts none. */
type NoOther<Values> = keyof Values extends never ? Record<string, never> : Values

/** `attributes` may be left out where none of them is required. */
export type AttributesOption<Values> =
  Record<never, never> extends Values ? { attributes?: Values } : { attributes: Values }

/** A session's row by the names of Lucia's adapters; attributes stand beside them. */
export interface LuciaSessionRow {
  id: string
  user_id: string
  active_expires: number
  idle_expires: number
}

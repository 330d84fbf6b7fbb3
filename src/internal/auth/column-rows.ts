import type { SessionSchema, UserSchema } from 'lucia'
import type { RowTypes } from '../schema/auth-table.ts'

/** What attributes are: the columns of the tables as they are, or those of a schema. */
export type AttributesMode = 'columns' | undefined

/** What the types of `auth` read rows off: Lucia's global namespace, or a schema. */
export type RowsOf<Schema extends RowTypes, Mode> = [Mode] extends ['columns'] ? ColumnRows : Schema

/** Rows as the app declares them in Lucia's global namespace; anything where it does not. */
export interface ColumnRows {
  user: { row: UserSchema; newRow: Lucia.DatabaseUserAttributes }
  session: { row: SessionSchema; newRow: Lucia.DatabaseSessionAttributes }
}

import type { SessionSchema, UserSchema } from 'lucia'
import { row } from '../adapter/lookup.ts'
import type { DrizzleClient, Statement, Traits } from '../driver.ts'
import { luciaTable } from '../schema/lucia-table.ts'

/**
 * Stores a session and reads its user in one batch. Not in a join: Drizzle takes the rows of a batch
 * of D1 from objects, in which columns of one name are one.
 */
export function sessionInBatch(
  db: DrizzleClient,
  batch: (statements: Statement[]) => Promise<unknown>,
): NonNullable<Traits['addSession']> {
  return async (insert, schema, { user_id }) => {
    const { fields } = luciaTable('session', schema.session)
    const user = row(schema, db, 'user', user_id)
    const results = await batch([insert.returning?.(fields) ?? insert, user])
    const [[session], [userRow]] = results as [SessionSchema[], UserSchema[]]
    return session && userRow && [session, userRow]
  }
}

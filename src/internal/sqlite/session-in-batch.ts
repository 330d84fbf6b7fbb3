import { sql } from 'drizzle-orm'
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
  return async (ofInsert, schema) => {
    const { fields } = luciaTable('session', schema.session)
    const results = await batch([
      ofInsert('returned', (insert) => insert().returning?.(fields) as Statement),
      ofInsert('owner', (_, { userId }) =>
        row(schema, db, 'user', sql.param(userId, schema.user.id)),
      ),
    ])
    const [[session], [userRow]] = results as [SessionSchema[], UserSchema[]]
    return session && userRow && [session, userRow]
  }
}

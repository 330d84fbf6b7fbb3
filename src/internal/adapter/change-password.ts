import { and, eq, ne, type SQL } from 'drizzle-orm'
import type { DrizzleClient, Traits } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import type { PasswordChange } from './adapter.ts'

/** The write of another password over Drizzle, with the end of the user's sessions. */
export async function changePassword(
  { key, session }: AuthSchema,
  { db, affectedRows, changing }: Traits,
  holdsSessions: boolean,
  { key: row, hash, force, endSessions, keep }: PasswordChange,
): Promise<boolean> {
  const asRead = force ? undefined : eq(key.hashedPassword, row.hashed_password ?? '')
  const condition = and(eq(key.id, row.id), asRead) as SQL
  const update = (tx: DrizzleClient) =>
    tx.update(key).set({ hashedPassword: hash }).where(condition)
  if (!endSessions || !holdsSessions) return (await affectedRows(update(db))) > 0
  const others = keep === undefined ? keep : ne(session.id, keep)
  return await changing(update, (tx, changed) =>
    tx.delete(session).where(and(eq(session.userId, row.user_id), others, changed)),
  )
}

import Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { createKeyId } from 'lucia'
import { createAuth } from 'lucia-setup/better-sqlite3'
import { scrypt } from 'lucia-setup/password'

const passwordHash = scrypt({ cost: 32_768 })
const database = new Database(process.env.DATABASE_FILE)
const { auth, db, schema } = createAuth(database, { passwordHash })

export async function signIn(email: string, password: string): Promise<string> {
  const { userId } = await auth.useKey('email', email, password)
  const key = await db
    .select({ hash: schema.key.hashedPassword })
    .from(schema.key)
    .where(eq(schema.key.id, createKeyId('email', email)))
    .get()
  if (key?.hash && passwordHash.needsRehash(key.hash)) {
    await auth.updateKeyPassword('email', email, password)
  }
  return userId
}

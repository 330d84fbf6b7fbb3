import Database from 'better-sqlite3'
import { createAuth } from 'lucia-setup/better-sqlite3'
import { scrypt } from 'lucia-setup/password'

const passwordHash = scrypt({ cost: 32_768, rehash: true })
const database = new Database(process.env.DATABASE_FILE)
const { auth } = createAuth(database, { passwordHash })

export async function signIn(email: string, password: string): Promise<string> {
  const { userId } = await auth.useKey('email', email, password)
  return userId
}

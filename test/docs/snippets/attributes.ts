import Database from 'better-sqlite3'
import { createAuth, type InferSession, type InferUser } from 'lucia-setup/better-sqlite3'
import * as schema from './schema.ts'

const database = new Database(process.env.DATABASE_FILE)

const { auth } = createAuth(database, {
  schema,
  getUserAttributes: (user) => ({ email: user.email }),
})
const user = await auth.createUser({ key: null, attributes: { email: 'a@example.com' } })

export const email: string = user.email

type User = InferUser<typeof auth>
type Session = InferSession<typeof auth>

export type { Session, User }

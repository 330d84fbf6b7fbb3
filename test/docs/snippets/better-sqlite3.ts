import Database from 'better-sqlite3'
import { createAuth } from 'lucia-setup/better-sqlite3'

const database = new Database(process.env.DATABASE_FILE)

export const { auth } = createAuth(database)

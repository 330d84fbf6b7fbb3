import { Database } from 'bun:sqlite'
import { createAuth } from 'lucia-setup/bun-sqlite'

const database = new Database(process.env.DATABASE_FILE)

export const { auth } = createAuth(database)

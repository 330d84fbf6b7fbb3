import { DatabaseSync } from 'node:sqlite'
import { createAuth } from 'lucia-setup/node-sqlite'

const database = new DatabaseSync(process.env.DATABASE_FILE ?? 'app.db')

export const { auth } = createAuth(database)

import { PGlite } from '@electric-sql/pglite'
import { createAuth } from 'lucia-setup/pglite'

export const database = new PGlite(process.env.DATABASE_FOLDER)

export const { auth } = createAuth(database)

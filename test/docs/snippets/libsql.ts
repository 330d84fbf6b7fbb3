import { createClient } from '@libsql/client'
import { createAuth } from 'lucia-setup/libsql'

const client = createClient({ url: process.env.DATABASE_URL ?? '' })

export const { auth } = createAuth(client)

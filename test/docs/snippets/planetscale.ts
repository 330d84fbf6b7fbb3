import { connect } from '@planetscale/database'
import { createAuth } from 'lucia-setup/planetscale'

const connection = connect({ url: process.env.DATABASE_URL ?? '' })

export const { auth } = createAuth(connection)

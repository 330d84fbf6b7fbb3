import { createAuth } from 'lucia-setup/mysql2'
import mysql from 'mysql2/promise'

export const pool = mysql.createPool({ uri: process.env.DATABASE_URL ?? '' })

export const { auth } = createAuth(pool)

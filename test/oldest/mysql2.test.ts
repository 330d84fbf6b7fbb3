import mysql from 'mysql2-oldest/promise'
import { createAuth } from '../../src/mysql2.ts'
import { conformance } from '../conformance/conformance.ts'
import { mysqlEngine } from '../drivers/engine.ts'

// Of an object as a parameter it makes SQL: `email` = 'x', `is_admin` = 1.
conformance(
  mysqlEngine('a Pool of the oldest mysql2 of the range', createAuth, (uri) => {
    const pool = mysql.createPool({ uri, connectionLimit: 5, supportBigNumbers: true })
    return { handle: pool, close: () => pool.end() }
  }),
)

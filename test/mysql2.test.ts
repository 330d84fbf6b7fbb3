import { mysql2 as adapter } from '@lucia-auth/adapter-mysql'
import { drizzle } from 'drizzle-orm/mysql2'
import mysql from 'mysql2/promise'
import { createAuth } from '../src/mysql2.ts'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns, byIndex } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { mysqlEngine } from './conformance/mysql.ts'
import { officially } from './conformance/official.ts'
import { schemas } from './fixtures/mysql.ts'

const pool = mysqlEngine('a mysql2 Pool', createAuth, schemas, (uri) => {
  const pool = mysql.createPool({ uri, connectionLimit: 5, supportBigNumbers: true })
  return { handle: pool, close: () => pool.end() }
})

conformance(pool)
clientCases(throughClient(pool, 'mysql', drizzle))
officially(pool, adapter, {})
byColumns(pool, byIndex)

conformance(
  mysqlEngine('a mysql2 Connection', createAuth, schemas, async (uri) => {
    const connection = await mysql.createConnection({ uri, supportBigNumbers: true })
    return { handle: connection, close: () => connection.end() }
  }),
)

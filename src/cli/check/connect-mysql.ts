import type { RowDataPacket } from 'mysql2/promise'
import { requirePackage } from '../project-package.ts'
import type { Database, Row } from './database.ts'

type Mysql = typeof import('mysql2/promise')

/** MySQL or MariaDB through the project's mysql2, in a transaction that cannot write. */
export async function connectMysql(url: string): Promise<Database> {
  const mysql = requirePackage<Mysql>('mysql2/promise', 'npm install mysql2')
  const connection = await mysql.createConnection(url)
  await connection.query('START TRANSACTION READ ONLY')
  return {
    async query(statements) {
      const results: Row[][] = []
      for (const statement of statements) {
        const [rows] = await connection.query<RowDataPacket[]>(statement)
        results.push(rows)
      }
      return results
    },
    close: () => connection.end(),
  }
}

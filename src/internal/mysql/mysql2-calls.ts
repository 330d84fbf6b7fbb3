import type { Connection, FieldPacket, RowDataPacket } from 'mysql2/promise'
import type { OwnCalls } from '../driver.ts'
import type { GuardedClient } from './connection-mutex.ts'
import { mysqlCalls } from './own-calls.ts'
import { transaction } from './transaction.ts'

/** The calls of mysql2 that Lucia's own adapter makes: what it gives and takes differs between them. */
export function mysql2Calls(guarded: GuardedClient): OwnCalls {
  const client = guarded.client as Connection
  return mysqlCalls(
    client,
    async ({ sql, params }) => {
      const options = { sql, values: params, rowsAsArray: true }
      const [rows, fields]: [RowDataPacket[], FieldPacket[]] = await client.query(options)
      return { columns: fields.map(({ name }) => name), rows: rows as unknown[][] }
    },
    (connection, { sql, params }) => connection.execute(sql, params as never[]),
    (body) => transaction(guarded, (connection) => body(connection as Connection)),
  )
}

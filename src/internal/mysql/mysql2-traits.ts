import type { Connection, FieldPacket, ResultSetHeader, RowDataPacket } from 'mysql2/promise'
import type { OwnCalls, Traits } from '../driver.ts'
import { connectionOf, onConnection } from '../drizzle/client.ts'
import { type GuardedClient, withMutex } from './connection-mutex.ts'
import { mysqlCalls } from './own-calls.ts'
import { preparedSelect } from './prepared-select.ts'
import { mysqlTraits } from './traits.ts'
import { transaction } from './transaction.ts'

/** The traits of mysql2: a single connection is a pool of one. */
export function mysql2Traits(db: object): Traits {
  const guarded = withMutex(connectionOf(db))
  const traits = mysqlTraits(
    onConnection(db, guarded.client),
    mysql2Calls(guarded),
    (result) => (result as [ResultSetHeader])[0].affectedRows,
    (body) => transaction(guarded, (connection) => body(onConnection(db, connection))),
    (error) => guarded.ends?.has(Object(error)) ?? false,
  )
  return { ...traits, prepare: preparedSelect }
}

/** The calls of mysql2 that Lucia's own adapter makes: what it gives and takes differs between them. */
function mysql2Calls(guarded: GuardedClient): OwnCalls {
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

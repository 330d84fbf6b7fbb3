import { betterSqlite3 } from '../drivers/better-sqlite3.ts'
import type { Handle } from '../drivers/driver.ts'
import { mysql2Connection, mysql2PoolConnection } from '../drivers/mysql2.ts'
import { pgClient, pgPoolClient } from '../drivers/pg.ts'
import { pglite } from '../drivers/pglite.ts'
import { type Row, tablesOf } from '../drivers/tables.ts'

/** A handle that is one connection, on which the app can have a transaction open. */
export interface OpenConnection {
  handle: unknown
  /** Runs a statement of the app's on that connection. */
  run(statement: string): Promise<unknown>
  /** Runs a statement on another connection, where there is one. */
  runElsewhere(statement: string): Promise<unknown>
  /** Reads through another connection where there is one: what is committed. */
  rows(table: string): Promise<Row[]>
  close(): Promise<unknown>
}

export interface ConnectionDriver extends Omit<Handle, 'open'> {
  /** What begins a transaction of the app. */
  begin: string
  open(): Promise<OpenConnection>
}

const orders = 'create table orders (id integer primary key)'

function connection(handle: Handle, begin = 'begin'): ConnectionDriver {
  const mark = handle.dialect === 'mysql' ? '`' : '"'
  return {
    ...handle,
    begin,
    async open() {
      const tables = [...(await tablesOf(handle.dialect, handle.schema)), orders]
      const opened = await handle.open(tables)
      return {
        handle: opened.handle,
        run: opened.query,
        runElsewhere: opened.run,
        rows: (table) => opened.rows(`select * from ${mark}${table}${mark}`),
        close: opened.close,
      }
    },
  }
}

export const pgConnections = [connection(pgClient), connection(pgPoolClient)]

export const mysqlConnections = [
  connection(mysql2Connection),
  connection(mysql2PoolConnection),
  {
    ...connection(mysql2Connection, 'set autocommit = 0'),
    name: 'a mysql2 Connection without autocommit',
  },
]

export const connections = [
  ...pgConnections,
  ...mysqlConnections,
  connection(pglite),
  connection(betterSqlite3),
]

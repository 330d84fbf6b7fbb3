import mysql, { type RowDataPacket } from 'mysql2/promise'
import { inject } from 'vitest'
import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { poll } from '../faults/poll.ts'
import { schemas as mysqlSchemas } from '../fixtures/mysql.ts'
import { schemas as postgresSchemas } from '../fixtures/postgres.ts'
import { createDatabase } from '../servers/database.ts'
import { emptyPostgres } from '../servers/empty-postgres.ts'
import type { ServedDatabase } from './driver.ts'
import { counting, type Row, tablesOf } from './tables.ts'

type Event = 'insert' | 'delete'

/** A database of one test on a server, and a connection of the test's own to it. */
export interface ServerDatabase {
  url: string
  run(statement: string): Promise<unknown>
  rows(statement: string): Promise<Row[]>
  /** How many rows each of the tables has. */
  counts(...tables: string[]): Promise<number[]>
  /** Lets every such write to a table wait, in the middle of its statement, for `release()`. */
  hold(event: Event, table: string): Promise<void>
  release(): Promise<void>
  /** Runs so many queries that wait for one another, and gives the ids of their connections. */
  atOnce(count: number, query: (statement: string) => Promise<Row[]>): Promise<number[]>
  /** Waits until a write is held, and ends its connection from this side. */
  killHeld(): Promise<void>
  drop(): Promise<void>
}

/** A database on PostgreSQL, with the tables of the fixture `lucia` unless others are given. */
export async function postgresDatabase(
  tables: object | string[] = postgresSchemas.lucia,
  serverUrl?: string,
): Promise<ServerDatabase> {
  const { url, own, release: drop } = await emptyPostgres(serverUrl)
  const run = (statement: string) => own.query(statement)
  const rows = async (statement: string) => (await own.query<Row>(statement)).rows
  for (const statement of await tablesOf('postgres', tables)) await run(statement)
  const held = `select pid as id from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`
  const lock = 'select pg_advisory_lock(1)'
  const release = async () => void (await run('select pg_advisory_unlock(1)'))
  return {
    url,
    run,
    rows,
    counts: counting(rows),
    async hold(event, table) {
      await run(lock)
      await run(`create function hold() returns trigger language plpgsql as $$ begin
        perform pg_advisory_lock(1); perform pg_advisory_unlock(1); return coalesce(new, old);
      end $$`)
      await run(`create trigger hold before ${event} on "${table}"
        for each row execute function hold()`)
    },
    release,
    async atOnce(count, query) {
      await run(lock)
      const wait = 'select pg_backend_pid() as id, pg_advisory_lock(1), pg_advisory_unlock(1)'
      const answers = Promise.all(Array.from({ length: count }, () => query(wait)))
      await poll(() => rows(held), count)
      await release()
      return (await answers).map(([row]) => Number(row?.id))
    },
    async killHeld() {
      const [row] = await poll(() => rows(held))
      await run(`select pg_terminate_backend(${row?.id})`)
    },
    drop,
  }
}

/** A database on MySQL or MariaDB, with the tables of the fixture `lucia` or others. */
export async function mysqlDatabase(
  tables: object | string[] = mysqlSchemas.lucia,
): Promise<ServerDatabase> {
  const { url, drop } = await createDatabase(inject('mysqlUrl'))
  const own = await mysql.createConnection({ uri: url })
  const run = (statement: string) => own.query(statement)
  const rows = async (statement: string): Promise<Row[]> =>
    (await own.query<RowDataPacket[]>(statement))[0]
  for (const statement of await tablesOf('mysql', tables)) await run(statement)
  // Named locks are of the whole server.
  const lock = `'${new URL(url).pathname}'`
  const held = `select id from information_schema.processlist
    where db = database() and state = 'User lock'`
  const release = async () => void (await run(`do release_lock(${lock})`))
  return {
    url,
    run,
    rows,
    counts: counting(rows, '`'),
    async hold(event, table) {
      await run(`do get_lock(${lock}, 0)`)
      await run(`create trigger hold before ${event} on \`${table}\` for each row begin
        do get_lock(${lock}, 1000); do release_lock(${lock});
      end`)
    },
    release,
    async atOnce(count, query) {
      await run(`do get_lock(${lock}, 0)`)
      const wait = `select connection_id() as id, get_lock(${lock}, 1000), release_lock(${lock})`
      const answers = Promise.all(Array.from({ length: count }, () => query(wait)))
      await poll(() => rows(held), count)
      await release()
      return (await answers).map(([row]) => Number(row?.id))
    },
    async killHeld() {
      const [row] = await poll(() => rows(held))
      await run(`kill ${row?.id}`)
    },
    async drop() {
      await own.end()
      await drop()
    },
  }
}

/** A database on PostgreSQL with the default tables, for an app. */
export async function servePostgres(): Promise<ServedDatabase> {
  const { url, drop } = await postgresDatabase(createPostgresSchema())
  return { environment: { DATABASE_URL: url }, close: drop }
}

/** The same on MySQL or MariaDB. */
export async function serveMysql(): Promise<ServedDatabase> {
  const { url, drop } = await mysqlDatabase(createMysqlSchema())
  return { environment: { DATABASE_URL: url }, close: drop }
}

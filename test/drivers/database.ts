import mysql, { type RowDataPacket } from 'mysql2/promise'
import { inject } from 'vitest'
import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { schemas as mysqlSchemas } from '../fixtures/mysql.ts'
import { schemas as postgresSchemas } from '../fixtures/postgres.ts'
import { createDatabase } from '../servers/database.ts'
import { emptyPostgres } from '../servers/empty-postgres.ts'
import type { Opened, ServedDatabase } from './driver.ts'
import { holding } from './holding.ts'
import { counting, type Row, tablesOf } from './tables.ts'

/** A database of one test on a server, and a connection of the test's own to it. */
export interface ServerDatabase
  extends Pick<Opened, 'run' | 'rows' | 'counts'>,
    ReturnType<typeof holding> {
  url: string
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
  const held = holding(
    { run, rows },
    {
      lock: 'select pg_advisory_lock(1)',
      unlock: 'select pg_advisory_unlock(1)',
      wait: 'select pg_backend_pid() as id, pg_advisory_lock(1), pg_advisory_unlock(1)',
      held: `select pid as id from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`,
      hold: (event, table) => [
        `create function hold() returns trigger language plpgsql as $$ begin
          perform pg_advisory_lock(1); perform pg_advisory_unlock(1); return coalesce(new, old);
        end $$`,
        `create trigger hold before ${event} on "${table}" for each row execute function hold()`,
      ],
      kill: (id) => `select pg_terminate_backend(${id})`,
    },
  )
  return { url, run, rows, counts: counting(rows), ...held, drop }
}

/** A database on MySQL or MariaDB, with the tables of the fixture `lucia` or others. */
export async function mysqlDatabase(
  tables: object | string[] = mysqlSchemas.lucia,
): Promise<ServerDatabase> {
  const { url, drop } = await createDatabase(inject('mysqlUrl'))
  const own = await mysql.createConnection({ uri: url, multipleStatements: true })
  const run = (statement: string) => own.query(statement)
  const rows = async (statement: string): Promise<Row[]> =>
    (await own.query<RowDataPacket[]>(statement))[0]
  for (const statement of await tablesOf('mysql', tables)) await run(statement)
  // Named locks are of the whole server.
  const lock = `'${new URL(url).pathname}'`
  const held = holding(
    { run, rows },
    {
      lock: `do get_lock(${lock}, 0)`,
      unlock: `do release_lock(${lock})`,
      wait: `select connection_id() as id, get_lock(${lock}, 1000), release_lock(${lock})`,
      held: `select id from information_schema.processlist
        where db = database() and state = 'User lock'`,
      hold: (event, table) => [
        `create trigger hold before ${event} on \`${table}\` for each row begin
          do get_lock(${lock}, 1000); do release_lock(${lock});
        end`,
      ],
      kill: (id) => `kill ${id}`,
    },
  )
  const counts = counting(rows, '`')
  return { url, run, rows, counts, ...held, drop: () => own.end().then(drop) }
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

import pg from 'pg'
import { inject } from 'vitest'
import { createDatabase, type TestDatabase } from './database.ts'

/** Eight-byte integers as numbers, which Lucia's tests compare with. */
const getTypeParser = ((type: number, format: 'text') =>
  type === pg.types.builtins.INT8
    ? Number
    : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser

/** A database with nothing in it, and a connection of the test's own to it. */
export interface EmptyDatabase {
  url: string
  own: pg.Client
  /** Ends what is still connected, and empties the database for the next one who asks. */
  release(): Promise<void>
}

interface Known {
  database: TestDatabase
  own: pg.Client
}

/**
 * Databases that are empty again: to make one takes many times as long. They are for all files of this
 * process, and are dropped when the run ends.
 */
const empty: Known[] = []

/** An empty database on the PostgreSQL of the tests, or on another server for this once. */
export async function emptyPostgres(serverUrl?: string): Promise<EmptyDatabase> {
  const known = (serverUrl === undefined && empty.pop()) || (await make(serverUrl))
  const { database, own } = known
  return {
    url: database.url,
    own,
    async release() {
      if (serverUrl !== undefined) return await end(known)
      const name = new URL(database.url).pathname.slice(1)
      for (const statement of [emptying, `alter database ${name} reset all`]) {
        await own.query(statement)
      }
      empty.push(known)
    },
  }
}

async function make(serverUrl = inject('postgresUrl')): Promise<Known> {
  const database = await createDatabase(serverUrl, inject('keptDatabases'))
  const own = new pg.Client({ connectionString: database.url, types: { getTypeParser } })
  await own.connect()
  return { database, own }
}

async function end({ own, database }: Known): Promise<void> {
  await own.end()
  await database.drop()
}

const others = `from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

// Connections that are closing are waited for: to be ended by force would be an error to them.
const emptying = `
  rollback;
  reset all;
  select pg_advisory_unlock_all();
  do $$ begin
    for turn in 1..200 loop
      exit when not exists (select ${others});
      perform pg_sleep(0.01);
      perform pg_stat_clear_snapshot();
    end loop;
  end $$;
  select pg_terminate_backend(pid, 5000) ${others};
  do $$ declare name text; begin
    for name in select nspname from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema'
    loop execute format('drop schema %I cascade', name); end loop;
  end $$;
  create schema public;
  grant usage on schema public to public`

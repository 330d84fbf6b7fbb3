import { createClient } from '@libsql/client'
import { mysql2 as mysqlAdapter } from '@lucia-auth/adapter-mysql'
import { pg as pgAdapter, postgres as postgresAdapter } from '@lucia-auth/adapter-postgresql'
import { betterSqlite3, d1, libsql } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import type { Adapter, InitializeAdapter } from 'lucia'
import { Miniflare } from 'miniflare'
import mysql from 'mysql2/promise'
import pg from 'pg'
import postgres from 'postgres'
import type { Driven } from './drive.ts'

/** An empty database with Lucia's own adapter on it. */
interface Opened {
  run(statement: string): unknown
  adapter: InitializeAdapter<Adapter>
  close(): unknown
}

/** Opens the database of an app. */
export async function openEmpty({ engine, address, names }: Driven): Promise<Opened> {
  const open = engines[engine]
  if (!open) throw new Error(`There is no ${engine}`)
  return await open(address, names)
}

const engines: Record<
  string,
  (address: string, names: Driven['names']) => Opened | Promise<Opened>
> = {
  'better-sqlite3'(file, names) {
    const database = new Database(file)
    return {
      run: (statement) => database.exec(statement),
      adapter: betterSqlite3(database, names),
      close: () => database.close(),
    }
  },
  libsql(file, names) {
    const client = createClient({ url: `file:${file}` })
    return {
      run: (statement) => client.execute(statement),
      adapter: libsql(client, names),
      close: () => client.close(),
    }
  },
  async d1(_, names) {
    const script = 'export default {}'
    const workers = new Miniflare({ modules: true, script, d1Databases: ['DB'] })
    const binding = await workers.getD1Database('DB')
    Object.assign(globalThis, { bindings: { DB: binding } })
    return {
      run: (statement) => binding.prepare(statement).run(),
      adapter: d1(binding, names),
      close: () => workers.dispose(),
    }
  },
  pg(url, names) {
    const pool = new pg.Pool({ connectionString: url })
    return {
      run: (statement) => pool.query(statement),
      adapter: pgAdapter(pool, names),
      close: () => pool.end(),
    }
  },
  postgres(url, names) {
    const client = postgres(url)
    return {
      run: (statement) => client.unsafe(statement),
      adapter: postgresAdapter(client, names),
      close: () => client.end(),
    }
  },
  mysql2(url, names) {
    const pool = mysql.createPool(url)
    return {
      run: (statement) => pool.query(statement),
      adapter: mysqlAdapter(pool, names),
      close: () => pool.end(),
    }
  },
}

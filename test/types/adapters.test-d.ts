import type { Client as LibsqlClient } from '@libsql/client'
import { mysql2, planetscale } from '@lucia-auth/adapter-mysql'
import { pg, postgres } from '@lucia-auth/adapter-postgresql'
import { unstorage } from '@lucia-auth/adapter-session-unstorage'
import { betterSqlite3, libsql } from '@lucia-auth/adapter-sqlite'
import type { Connection } from '@planetscale/database'
import type { Database } from 'better-sqlite3'
import { createAuth as createBetterSqlite3Auth } from 'lucia-setup/better-sqlite3'
import { createAuth as createLibsqlAuth } from 'lucia-setup/libsql'
import { createAuth as createMysql2Auth } from 'lucia-setup/mysql2'
import { createAuth as createPgAuth } from 'lucia-setup/pg'
import { createAuth as createPlanetscaleAuth } from 'lucia-setup/planetscale'
import { createAuth as createPostgresJsAuth } from 'lucia-setup/postgres-js'
import type { Pool as MysqlPool } from 'mysql2/promise'
import type { Pool as PgPool } from 'pg'
import type { Sql } from 'postgres'
import type { Storage } from 'unstorage'

declare const database: Database
declare const client: LibsqlClient
declare const pgPool: PgPool
declare const sql: Sql
declare const mysqlPool: MysqlPool
declare const connection: Connection
declare const storage: Storage

// Each driver takes its official adapter, and a session adapter beside it or without it.
createBetterSqlite3Auth(database, { adapter: betterSqlite3 })
createLibsqlAuth(client, { adapter: libsql })
createPgAuth(pgPool, { adapter: pg, sessionAdapter: unstorage(storage) })
createPostgresJsAuth(sql, { adapter: postgres })
createMysql2Auth(mysqlPool, { adapter: mysql2, sessionAdapter: unstorage(storage) })
createPlanetscaleAuth(connection, { adapter: planetscale })
createPgAuth(pgPool, { sessionAdapter: unstorage(storage) })

// @ts-expect-error the adapter of another driver and dialect
createPgAuth(pgPool, { adapter: mysql2 })
// @ts-expect-error the adapter of another driver of the same dialect
createPgAuth(pgPool, { adapter: postgres })
// @ts-expect-error the adapter of another driver of the same dialect
createPostgresJsAuth(sql, { adapter: pg })
// @ts-expect-error the adapter of another driver of the same dialect
createMysql2Auth(mysqlPool, { adapter: planetscale })
// @ts-expect-error the adapter of another driver of the same dialect
createLibsqlAuth(client, { adapter: betterSqlite3 })
// @ts-expect-error an adapter that is initialized already, where its function is wanted
createBetterSqlite3Auth(database, { adapter: unstorage(storage) })
// @ts-expect-error an adapter's function, where what a session adapter returns is wanted
createPgAuth(pgPool, { sessionAdapter: pg })

import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { withReplicas as ofMysql } from 'drizzle-orm/mysql-core'
import type { MySqlRemoteDatabase } from 'drizzle-orm/mysql-proxy'
import type { MySql2Database } from 'drizzle-orm/mysql2'
import type { NeonHttpDatabase } from 'drizzle-orm/neon-http'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { withReplicas as ofPostgres } from 'drizzle-orm/pg-core'
import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import type { PgliteDatabase } from 'drizzle-orm/pglite'
import type { PlanetScaleDatabase } from 'drizzle-orm/planetscale-serverless'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { withReplicas as ofSqlite } from 'drizzle-orm/sqlite-core'
import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import { createAuth as betterSqlite3 } from 'lucia-setup/better-sqlite3'
import { createAuth as d1 } from 'lucia-setup/d1'
import { createAuth as mysql } from 'lucia-setup/drizzle/mysql'
import { createAuth as postgres } from 'lucia-setup/drizzle/postgres'
import { createAuth as sqlite } from 'lucia-setup/drizzle/sqlite'
import { createAuth as durableSqlite } from 'lucia-setup/durable-sqlite'
import { createAuth as libsql } from 'lucia-setup/libsql'
import { createAuth as mysql2 } from 'lucia-setup/mysql2'
import { createAuth as neonHttp } from 'lucia-setup/neon-http'
import { createAuth as pg } from 'lucia-setup/pg'
import { createAuth as pglite } from 'lucia-setup/pglite'
import { createAuth as planetscale } from 'lucia-setup/planetscale'
import { createAuth as postgresJs } from 'lucia-setup/postgres-js'
import { expectTypeOf } from 'vitest'

/** A client of each driver. */
interface Clients {
  betterSqlite3: BetterSQLite3Database
  d1: DrizzleD1Database
  durableSqlite: DrizzleSqliteDODatabase
  libsql: LibSQLDatabase
  mysql2: MySql2Database
  neonHttp: NeonHttpDatabase
  pg: NodePgDatabase
  pglite: PgliteDatabase
  planetscale: PlanetScaleDatabase
  postgresJs: PostgresJsDatabase
  sqlite: SqliteRemoteDatabase
  postgres: PgRemoteDatabase
  mysql: MySqlRemoteDatabase
}

declare const clients: Clients

/** The client that comes back is of the type that was given, on every entry. */
expectTypeOf(betterSqlite3(clients.betterSqlite3).db).toEqualTypeOf(clients.betterSqlite3)
expectTypeOf(d1(clients.d1).db).toEqualTypeOf(clients.d1)
expectTypeOf(durableSqlite(clients.durableSqlite).db).toEqualTypeOf(clients.durableSqlite)
expectTypeOf(libsql(clients.libsql).db).toEqualTypeOf(clients.libsql)
expectTypeOf(mysql2(clients.mysql2).db).toEqualTypeOf(clients.mysql2)
expectTypeOf(neonHttp(clients.neonHttp).db).toEqualTypeOf(clients.neonHttp)
expectTypeOf(pg(clients.pg).db).toEqualTypeOf(clients.pg)
expectTypeOf(pglite(clients.pglite).db).toEqualTypeOf(clients.pglite)
expectTypeOf(planetscale(clients.planetscale).db).toEqualTypeOf(clients.planetscale)
expectTypeOf(postgresJs(clients.postgresJs).db).toEqualTypeOf(clients.postgresJs)

/** The entries of a dialect take every client of it. */
for (const client of [clients.sqlite, clients.d1, clients.libsql, clients.betterSqlite3]) {
  expectTypeOf(sqlite(client).db).toEqualTypeOf(client)
}
expectTypeOf(sqlite(clients.sqlite).db).toEqualTypeOf(clients.sqlite)
expectTypeOf(postgres(clients.postgres).db).toEqualTypeOf(clients.postgres)
expectTypeOf(postgres(clients.neonHttp).db).toEqualTypeOf(clients.neonHttp)
expectTypeOf(mysql(clients.mysql).db).toEqualTypeOf(clients.mysql)
expectTypeOf(mysql(clients.mysql2).db).toEqualTypeOf(clients.mysql2)

/** A transaction is one, too. */
void clients.libsql.transaction(async (tx) => {
  expectTypeOf(libsql(tx).db).toEqualTypeOf(tx)
  expectTypeOf(sqlite(tx).db).toEqualTypeOf(tx)
})
void clients.pglite.transaction(async (tx) => {
  expectTypeOf(pglite(tx).db).toEqualTypeOf(tx)
  expectTypeOf(postgres(tx).db).toEqualTypeOf(tx)
})
void clients.planetscale.transaction(async (tx) => {
  expectTypeOf(planetscale(tx).db).toEqualTypeOf(tx)
  expectTypeOf(mysql(tx).db).toEqualTypeOf(tx)
})

/** And what `withReplicas()` makes of clients. */
const [ofD1, ofPg] = [ofSqlite(clients.d1, [clients.d1]), ofPostgres(clients.pg, [clients.pg])]
const ofMysql2 = ofMysql(clients.mysql2, [clients.mysql2])
expectTypeOf(d1(ofD1).db).toEqualTypeOf(ofD1)
expectTypeOf(pg(ofPg).db).toEqualTypeOf(ofPg)
expectTypeOf(mysql2(ofMysql2).db).toEqualTypeOf(ofMysql2)

// @ts-expect-error A client of another dialect.
sqlite(clients.pg)
// @ts-expect-error A client of another dialect.
postgres(clients.mysql2)
// @ts-expect-error A client of another dialect.
mysql(clients.d1)

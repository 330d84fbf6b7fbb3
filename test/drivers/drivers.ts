import { isDrizzle1 } from '../drizzle-1/version.ts'
import { driver as betterSqlite3 } from './better-sqlite3.ts'
import { driver as bunSqlite } from './bun-sqlite.ts'
import { driver as d1 } from './d1.ts'
import { driver as durableSqlite } from './durable-sqlite.ts'
import { driver as libsql } from './libsql.ts'
import { driver as mysql2 } from './mysql2.ts'
import { driver as neonHttp } from './neon-http.ts'
import { driver as nodeSqlite } from './node-sqlite.ts'
import { driver as pg } from './pg.ts'
import { driver as pglite } from './pglite.ts'
import { driver as planetscale } from './planetscale.ts'
import { driver as postgresJs } from './postgres-js.ts'

/** The drivers whose handles can be had in Node. */
export const inNode = [
  d1,
  betterSqlite3,
  libsql,
  pg,
  pglite,
  postgresJs,
  neonHttp,
  mysql2,
  planetscale,
]

export { bunSqlite, nodeSqlite }

const elsewhere = [bunSqlite, nodeSqlite]

/** Those whose database an app in a process of its own reaches. */
export const served = [...inNode, ...elsewhere].flatMap(({ name, serve }) =>
  serve ? [{ name, serve }] : [],
)

/** Every driver that has an entry of its own, but for those of other runtimes. */
export const drivers = [...inNode, durableSqlite]

export type NodeDriverName = (typeof inNode)[number]['name']
export type DriverName = (typeof drivers | typeof elsewhere)[number]['name']

/** Every kind of handle that can be had in Node. */
export const everyHandle = inNode.flatMap((driver) => driver.handles)

// Its server starts anew in each file, for seconds: on Drizzle 1.0 its own suite and that of pg, whose
// code it shares, stand for it.
const isLeftOut = (driver: object) => isDrizzle1 && driver === pglite

/** Those that the suites over all handles try. */
export const handles = inNode
  .filter((driver) => !isLeftOut(driver))
  .flatMap((driver) => driver.handles)

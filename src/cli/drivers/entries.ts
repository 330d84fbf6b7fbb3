import type manifest from '../../../package.json'
import { Failure } from '../failure.ts'
import { betterSqlite3 } from './better-sqlite3.ts'
import { bunSqlite } from './bun-sqlite.ts'
import { d1 } from './d1.ts'
import type { DialectName } from './dialect.ts'
import type { Driver } from './driver.ts'
import { durableSqlite } from './durable-sqlite.ts'
import { libsql } from './libsql.ts'
import { mysql2 } from './mysql2.ts'
import { neonHttp } from './neon-http.ts'
import { nodeSqlite } from './node-sqlite.ts'
import { pg } from './pg.ts'
import { pglite } from './pglite.ts'
import { planetscale } from './planetscale.ts'
import { postgresJs } from './postgres-js.ts'
import { prisma } from './prisma.ts'

/** The subpaths that are no drivers. */
type Others =
  | 'client'
  | `drizzle/${string}`
  | 'errors'
  | 'fetch'
  | 'hono'
  | 'nextjs'
  | 'password'
  | 'prisma/edge'
  | 'sveltekit'
  | 'throttle'
  | 'tokens'
  | `schema/${string}`

type Subpath = keyof typeof manifest.exports extends `./${infer Name}` ? Name : never

/** The driver entries, by the name of their subpath: `package.json` says which there must be. */
export const drivers = {
  d1,
  'better-sqlite3': betterSqlite3,
  libsql,
  pg,
  'postgres-js': postgresJs,
  'neon-http': neonHttp,
  pglite,
  'bun-sqlite': bunSqlite,
  'node-sqlite': nodeSqlite,
  mysql2,
  planetscale,
  'durable-sqlite': durableSqlite,
  prisma,
} satisfies Record<Exclude<Subpath, Others>, Driver>

export type DriverName = keyof typeof drivers

/** The names of the driver entries. */
export const driverNames = Object.keys(drivers) as DriverName[]

/** What is known of a driver. */
export function driverOf(name: DriverName): Driver {
  return drivers[name]
}

/** How a Worker reaches the database of a driver. */
export function reachOf(name: DriverName) {
  const { worker } = driverOf(name)
  return typeof worker === 'object' ? worker.reach : worker
}

/** Where an app on a driver runs: on Workers where it has a configuration of one. */
export function runsOn(name: DriverName, wrangler: object | undefined): 'workers' | 'node' {
  return wrangler || !driverOf(name).node ? 'workers' : 'node'
}

/** The dialect of a driver. Throws a `Failure` for Prisma, which has one for each app. */
export function dialectOf(name: DriverName): DialectName {
  const { dialect } = driverOf(name)
  if (!dialect) throw new Failure(`lucia-setup/${name} is set up by hand: see docs/${name}.md`)
  return dialect
}

/** A driver entry of this package, as the command needs to know it. */
export interface DriverEntry {
  /** The npm package of the driver; D1 has none. */
  package?: string
  /** The package of its types, where it does not bring them along. */
  types?: string
  dialect: 'sqlite' | 'postgres' | 'mysql'
  /** Whether it runs in Node; D1 does not. */
  onNode: boolean
  /** How it reaches a database from a Worker: not at all, directly, or through Hyperdrive. */
  onWorkers: 'binding' | 'fetch' | 'hyperdrive' | 'no'
}

export type DriverName = keyof typeof drivers

/** The driver entries, by the name of their subpath. */
export const drivers = {
  d1: { dialect: 'sqlite', onNode: false, onWorkers: 'binding' },
  'better-sqlite3': {
    package: 'better-sqlite3',
    types: '@types/better-sqlite3',
    dialect: 'sqlite',
    onNode: true,
    onWorkers: 'no',
  },
  libsql: { package: '@libsql/client', dialect: 'sqlite', onNode: true, onWorkers: 'fetch' },
  pg: {
    package: 'pg',
    types: '@types/pg',
    dialect: 'postgres',
    onNode: true,
    onWorkers: 'hyperdrive',
  },
  'postgres-js': {
    package: 'postgres',
    dialect: 'postgres',
    onNode: true,
    onWorkers: 'hyperdrive',
  },
  mysql2: { package: 'mysql2', dialect: 'mysql', onNode: true, onWorkers: 'hyperdrive' },
  planetscale: {
    package: '@planetscale/database',
    dialect: 'mysql',
    onNode: true,
    onWorkers: 'fetch',
  },
} as const satisfies Record<string, DriverEntry>

/** The names of the driver entries. */
export const driverNames = Object.keys(drivers) as DriverName[]

/** What is known of a driver. */
export function driverEntry(name: DriverName): DriverEntry {
  return drivers[name]
}

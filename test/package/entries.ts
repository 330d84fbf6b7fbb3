import type { App, Driver } from '../drivers/driver.ts'
import { bunSqlite, drivers, nodeSqlite as onDrizzle1 } from '../drivers/drivers.ts'

/** A driver entry: what it may reach, and what an app brings that uses it. */
export interface Entry extends App {
  name: string
  /** Drizzle's name of the dialect, and this package's. */
  dialect: 'sqlite' | 'pg' | 'mysql'
  schema: 'sqlite' | 'postgres' | 'mysql'
}

export const entries: Entry[] = [...drivers, bunSqlite].map(entryOf)

/** The entry that there is with Drizzle 1.0 alone. */
export const nodeSqlite: Entry = entryOf(onDrizzle1)

/** The entry of a name. */
export function entryNamed(name: string): Entry {
  const found = entries.find((entry) => entry.name === name)
  if (!found) throw new Error(`There is no entry ${name}`)
  return found
}

function entryOf({ name, dialect, app }: Pick<Driver, 'name' | 'dialect' | 'app'>): Entry {
  return { name, dialect: dialect === 'postgres' ? 'pg' : dialect, schema: dialect, ...app }
}

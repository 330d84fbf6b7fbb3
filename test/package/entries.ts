import type { App } from '../drivers/driver.ts'
import { drivers } from '../drivers/drivers.ts'

/** A driver entry: what it may reach, and what an app brings that uses it. */
export interface Entry extends App {
  name: string
  /** Drizzle's name of the dialect, and this package's. */
  dialect: 'sqlite' | 'pg' | 'mysql'
  schema: 'sqlite' | 'postgres' | 'mysql'
}

export const entries: Entry[] = drivers.map(({ name, dialect, app }) => ({
  name,
  dialect: dialect === 'postgres' ? 'pg' : dialect,
  schema: dialect,
  ...app,
}))

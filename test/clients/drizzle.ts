import type { Statement } from '../../src/internal/driver.ts'
import type { Handle } from '../drivers/driver.ts'

/** A Drizzle client of an app, as far as all dialects have it. */
export interface AppDatabase {
  select(): { from(table: object): PromiseLike<Record<string, unknown>[]> }
  insert(table: object): { values(row: object): Statement }
  update(table: object): { set(row: object): Statement }
  delete(table: object): Statement
  transaction(body: (tx: AppDatabase) => Promise<void>): Promise<void>
}

/** A Drizzle client of the app's on a handle. */
export function clientOf({ drizzle }: Handle, handle: unknown, config?: object): AppDatabase {
  return drizzle(handle as never, config) as AppDatabase
}

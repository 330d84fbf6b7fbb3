import type { Table } from 'drizzle-orm'
import type { AnySetup } from './internal/own-table.ts'
import { type Throttle, throttleOver } from './internal/throttle/guard.ts'
import { MemoryStore } from './internal/throttle/memory-store.ts'
import { TableStore } from './internal/throttle/table-store.ts'
import { type ThrottleOptions, Waits } from './internal/throttle/waits.ts'

export { ThrottleError } from './internal/throttle/error.ts'
export type { Throttle } from './internal/throttle/guard.ts'
export type { ThrottleOptions } from './internal/throttle/waits.ts'

/** What `createAuth()` returns, where the schema has a table for failed attempts. */
export interface ThrottleSetup extends AnySetup {
  schema: { throttle: Table }
}

/**
 * A throttle for sign-ins and whatever else may be tried too often, which counts failures in the
 * database: in the table of `createSchema({ throttle: true })`, by hashes of the names. It asks
 * nothing of the database. Throws a `SetupError` when the schema has no such table, or when an option
 * is wrong.
 *
 * @example
 * ```ts
 * const throttle = createThrottle(setup, { free: 5, waits: [1, 10, 60, 600] })
 * const { userId } = await throttle.guard([`email:${email}`, `address:${address}`], () =>
 *   auth.useKey('email', email, password),
 * )
 * ```
 */
export function createThrottle(setup: ThrottleSetup, options?: ThrottleOptions): Throttle {
  return throttleOver(new TableStore(setup), new Waits('createThrottle', options))
}

/**
 * The same in the memory of one process, for a server that runs once: keep what it returns.
 *
 * @example
 * ```ts
 * const throttle = memoryThrottle()
 * ```
 */
export function memoryThrottle(options?: ThrottleOptions): Throttle {
  return throttleOver(new MemoryStore(), new Waits('memoryThrottle', options))
}

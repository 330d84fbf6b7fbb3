import { SetupError } from '../errors.ts'
import { entryOf, isDrizzleClient } from './drizzle/client.ts'
import { describe, isStub } from './handle.ts'
import { Kept } from './kept.ts'

/** What a driver says of its handle. */
export interface HandleRule {
  /** What the handle must be, and what to look at when it is not: for the error message. */
  handle: string
  /** Whether a value is this driver's handle, without touching the database; no, if it throws. */
  isHandle(value: object): boolean
  /** The name of its entry, where that takes Drizzle clients of one driver: `entryOf()` says which. */
  entry?: string
}

const noOptions = {}

/**
 * The set-up of a handle with an options object: the same one for as long as both are in use. What
 * it makes of the types is for the driver's `createAuth()` to say.
 */
export function setUpOnce<Result>(
  driver: HandleRule,
  handle: object,
  options: object = noOptions,
  create: (options: object) => unknown,
): Result {
  const setups = (Kept.of(handle)?.get(driver) ?? new WeakMap()) as WeakMap<object, Result>
  if (!setups.has(options)) {
    assertHandle(driver, handle)
    Kept.on(handle).set(driver, setups.set(options, create(options) as Result))
  }
  return setups.get(options) as Result
}

function assertHandle(driver: HandleRule, handle: object): void {
  if (isHandle(driver, handle)) return
  throw new SetupError(
    'INVALID_DRIVER',
    `createAuth() must be given ${driver.handle}${driver.entry ? ', or a Drizzle client of it' : ''}. Received ${describe(handle)}`,
  )
}

function isHandle({ isHandle, entry }: HandleRule, value: object): boolean {
  if (Object(value) !== value || isStub(value)) return false
  try {
    return entry && isDrizzleClient(value) ? entryOf(value) === entry : isHandle(value)
  } catch {
    return false // It does not bear being looked at.
  }
}

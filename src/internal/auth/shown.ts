import { describe } from '../handle.ts'
import { isFunction } from '../rules.ts'

/** What the compiler says of an `async` function: nothing but this can be its result's `then`. */
interface MustNotBeAsync {
  readonly 'a promise shows nothing': true
}

/** What an app's function shows of a row: an object, and no promise of one. */
export type ObjectNotPromise<Attributes extends object> = Attributes & {
  readonly then?: MustNotBeAsync
}

/**
 * What `getUserAttributes` has returned, with a place for what Lucia adds to it. Lucia copies it by
 * `{ ...attributes, userId }`, which V8 of Node 20 can take twenty times as long for where the property
 * is not there yet: half a microsecond for a user, several for a session. The order stays.
 */
export function shownOfUser(attributes: unknown): object {
  return Object.assign({}, shown('getUserAttributes', attributes), { userId: undefined })
}

/** The same for `getSessionAttributes`. */
export function shownOfSession(attributes: unknown): object {
  return Object.assign({}, shown('getSessionAttributes', attributes), {
    user: undefined,
    sessionId: undefined,
    activePeriodExpiresAt: undefined,
    idlePeriodExpiresAt: undefined,
    state: undefined,
    fresh: undefined,
  })
}

/** Lucia copies the properties, of which a promise has none: it would show nothing, without a word. */
function shown(option: string, attributes: unknown): object {
  const given = attributes ?? {}
  const { then, [Symbol.iterator]: items } = Object(given)
  if (typeof given === 'object' && !isFunction(then) && !isFunction(items)) return given
  // A promise that fails while no one waits for it would end a process of Node.
  Promise.resolve(given).catch(() => {})
  const rule = isFunction(then) ? 'not return a promise' : 'return an object'
  throw new TypeError(`options.${option}() must ${rule}. Received ${describe(given)}`)
}

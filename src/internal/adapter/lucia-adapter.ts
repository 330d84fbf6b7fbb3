import type { Adapter, SessionAdapter } from 'lucia'
import { invalidOption } from '../rules.ts'

type Method = (...args: unknown[]) => unknown

/** The methods of Lucia's `SessionAdapter`. */
const ofSessions = [
  'getSession',
  'getSessionsByUserId',
  'setSession',
  'updateSession',
  'deleteSession',
  'deleteSessionsByUserId',
] as const satisfies (keyof SessionAdapter)[]

/** The methods of Lucia's `Adapter`, but the one that it may leave out. */
const ofAll = [
  ...ofSessions,
  'getUser',
  'setUser',
  'updateUser',
  'deleteUser',
  'getKey',
  'getKeysByUserId',
  'setKey',
  'updateKey',
  'deleteKey',
  'deleteKeysByUserId',
] as const satisfies (keyof Adapter)[]

const methods = { adapter: ofAll, sessionAdapter: ofSessions }

/**
 * The methods of an adapter that an option has made, wherever they stand: on the object itself or on
 * the class that it is of. Throws a `SetupError` that names the first one that is missing.
 */
export function methodsOf<Given extends object>(option: keyof typeof methods, given: Given): Given {
  const found = methods[option].map((name) => {
    if (typeof Reflect.get(Object(given), name) !== 'function') {
      const rule = `must make an adapter with all methods of Lucia's interface: ${name}() is missing`
      throw invalidOption(`options.${option}`, rule)
    }
    const call: Method = (...args) => (Reflect.get(given, name) as Method).apply(given, args)
    return [name, call]
  })
  return Object.fromEntries(found)
}

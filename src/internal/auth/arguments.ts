import type { Auth as LuciaAuth } from 'lucia'
import { describe } from '../handle.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { keyIdFault, sessionIdFault, userIdFault } from './ids.ts'

/** The methods of Lucia's `Auth` that ask the database. */
type Method = {
  [Name in keyof LuciaAuth]: LuciaAuth[Name] extends (...args: never[]) => Promise<unknown>
    ? Name
    : never
}[keyof LuciaAuth]

/** What is wrong with the arguments of a method; undefined if nothing is. */
type Check = (schema: AuthSchema, ...args: unknown[]) => Error | undefined

const userId: Check = (schema, id) => userIdFault(schema, id)
const sessionId: Check = (schema, id) => sessionIdFault(schema, id)
const keyId: Check = (schema, providerId, id) => keyIdFault(schema, providerId, id)

/** Every one of them with its check: a method of Lucia that is missing here does not compile. */
const checks: Readonly<Record<Method, Check>> = {
  createUser: newUser,
  getUser: userId,
  updateUserAttributes: userId,
  deleteUser: userId,
  createKey: newKey,
  getKey: keyId,
  getAllUserKeys: userId,
  deleteKey: keyId,
  updateKeyPassword: (schema, providerId, id, password) =>
    keyId(schema, providerId, id) ?? passwordFault(password),
  useKey: () => undefined, // It asks `keyIdFault()` itself, to answer after the work of a hash.
  createSession: newSession,
  getSession: sessionId,
  validateSession: sessionId,
  getAllUserSessions: userId,
  updateSessionAttributes: sessionId,
  invalidateSession: sessionId,
  invalidateAllUserSessions: userId,
  deleteDeadUserSessions: userId,
}

/**
 * Lucia's `Auth` with a check in front of each method, before anything is done: adapters and drivers
 * make what they like of an id that is no string, an operator or all rows.
 */
export function withChecks(auth: LuciaAuth, schema: AuthSchema): LuciaAuth {
  const checked = Object.entries(checks).map(([name, faultOf]) => {
    const method: (...args: unknown[]) => Promise<unknown> = Reflect.get(auth, name)
    const checkedMethod = async (...args: unknown[]): Promise<unknown> => {
      const fault = faultOf(schema, ...args)
      if (fault) throw fault
      return await method(...args)
    }
    return [name, checkedMethod]
  })
  return Object.assign(auth, Object.fromEntries(checked))
}

function newUser(schema: AuthSchema, options: unknown): Error | undefined {
  if (!isObject(options)) return objectFault('options', options)
  const { userId, key } = options
  const fault = userId === undefined ? undefined : userIdFault(schema, userId, true)
  if (fault || key === null) return fault
  return isObject(key) ? keyFault(schema, key) : objectFault('key', key, ', or null for none')
}

function newKey(schema: AuthSchema, options: unknown): Error | undefined {
  if (!isObject(options)) return objectFault('options', options)
  return userIdFault(schema, options.userId) ?? keyFault(schema, options)
}

function newSession(schema: AuthSchema, options: unknown): Error | undefined {
  if (!isObject(options)) return objectFault('options', options)
  const { userId, sessionId } = options
  const fault = userIdFault(schema, userId)
  return fault ?? (sessionId === undefined ? undefined : sessionIdFault(schema, sessionId, true))
}

function keyFault(schema: AuthSchema, key: Record<string, unknown>): Error | undefined {
  const { providerId, providerUserId, password } = key
  return keyIdFault(schema, providerId, providerUserId, true) ?? passwordFault(password)
}

/** Lucia hashes an empty password too, with which nobody can sign in. */
function passwordFault(password: unknown): Error | undefined {
  if (password === null || (typeof password === 'string' && password !== '')) return undefined
  const rule = 'must be a non-empty string, or null for a key without one'
  return new TypeError(`password ${rule}. Received ${describe(password)}`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function objectFault(name: string, value: unknown, otherwise = ''): Error {
  return new TypeError(`${name} must be an object${otherwise}. Received ${describe(value)}`)
}

import type { Auth as LuciaAuth } from 'lucia'
import { describe, isObject } from '../handle.ts'
import { matches } from '../rules.ts'
import type { AuthTables } from '../schema/auth-table.ts'
import { keyIdFault, sessionIdFault, userIdFault } from './ids.ts'

/** The methods of Lucia's `Auth` that ask the database. */
type Method = Exclude<
  {
    [Name in keyof LuciaAuth]: LuciaAuth[Name] extends (...args: never[]) => Promise<unknown>
      ? Name
      : never
  }[keyof LuciaAuth],
  `transform${string}` // What these give is `any` where nobody declares Lucia's global namespace.
>

type AnyMethod = (...args: unknown[]) => Promise<unknown>

/** Those that Lucia does not have. */
type OwnMethod = 'changePassword' | 'resetPassword' | 'getSessionHandle'

/** What is wrong with the arguments of a method; undefined if nothing is. */
type Check = (tables: AuthTables, ...args: unknown[]) => Error | undefined

/** Of a method that looks at its arguments itself. */
const ofItself: Check = () => undefined

const userId: Check = (tables, id) => userIdFault(tables, id)
const sessionId: Check = (tables, id) => sessionIdFault(tables, id)
/** What `getAllUserSessions()` lists where ids are hashed ends a session, but opens none. */
const handle: Check = (tables, id) =>
  matches(id, /^sha256:[\da-f]{64}$/) ? undefined : sessionIdFault(tables, id)
const keyId: Check = (tables, providerId, id) => keyIdFault(tables, providerId, id)

/** Every one of them with its check: a method of Lucia that is missing here does not compile. */
const checks: Readonly<Record<Method | OwnMethod, Check>> = {
  createUser: newUser,
  getUser: userId,
  updateUserAttributes: userId,
  deleteUser: userId,
  createKey: newKey,
  getKey: keyId,
  getAllUserKeys: userId,
  deleteKey: keyId,
  updateKeyPassword: (tables, providerId, id, password) =>
    keyId(tables, providerId, id) ?? passwordFault(password),
  changePassword: newPassword,
  resetPassword: newPassword,
  useKey: ofItself, // To answer after the work of a hash.
  createSession: newSession,
  getSession: ofItself, // Requests call it past this check, as they do what is below.
  validateSession: ofItself,
  getAllUserSessions: userId,
  updateSessionAttributes: sessionId,
  invalidateSession: handle,
  getSessionHandle: handle,
  invalidateAllUserSessions: userId,
  deleteDeadUserSessions: userId,
}

/**
 * Lucia's `Auth` with a check in front of each method, before anything is done: adapters and drivers
 * make what they like of an id that is no string, an operator or all rows.
 */
export function withChecks(auth: LuciaAuth, tables: AuthTables): LuciaAuth {
  const methods = auth as unknown as Record<string, AnyMethod>
  for (const name in checks) {
    const method = methods[name]
    const faultOf = checks[name as keyof typeof checks]
    if (method && faultOf !== ofItself) methods[name] = checked(method, faultOf, tables)
  }
  return auth
}

function checked(method: AnyMethod, faultOf: Check, tables: AuthTables): AnyMethod {
  return async (...args) => {
    const fault = faultOf(tables, ...args)
    if (fault) throw fault
    return await method(...args)
  }
}

function newUser(tables: AuthTables, options: unknown): Error | undefined {
  if (!isObject(options)) return objectFault('options', options)
  const { userId, key } = options
  const fault = userId === undefined ? undefined : userIdFault(tables, userId, true)
  if (fault || key === null) return fault
  return isObject(key) ? keyFault(tables, key) : objectFault('key', key, ', or null for none')
}

function newKey(tables: AuthTables, options: unknown): Error | undefined {
  if (!isObject(options)) return objectFault('options', options)
  return userIdFault(tables, options.userId) ?? keyFault(tables, options)
}

function newSession(tables: AuthTables, options: unknown): Error | undefined {
  if (!isObject(options)) return objectFault('options', options)
  const { userId, sessionId } = options
  const fault = userIdFault(tables, userId)
  return fault ?? (sessionId === undefined ? undefined : sessionIdFault(tables, sessionId, true))
}

function keyFault(tables: AuthTables, key: Record<string, unknown>): Error | undefined {
  const { providerId, providerUserId, password } = key
  return keyIdFault(tables, providerId, providerUserId, true) ?? passwordFault(password)
}

/** The current password is looked at later, after the work of a hash. */
function newPassword(tables: AuthTables, options: unknown): Error | undefined {
  if (!isObject(options)) return objectFault('options', options)
  const { providerId, providerUserId, password, keep } = options
  return (
    keyId(tables, providerId, providerUserId) ??
    (keep === undefined ? keep : sessionId(tables, keep)) ??
    passwordFault(password, false)
  )
}

/** Lucia hashes an empty password too, with which nobody can sign in. */
function passwordFault(password: unknown, orNone = true): Error | undefined {
  if (orNone && password === null) return undefined
  if (typeof password === 'string' && password !== '') return undefined
  const rule = `must be a non-empty string${orNone ? ', or null for a key without one' : ''}`
  return new TypeError(`password ${rule}. Received ${describe(password)}`)
}

function objectFault(name: string, value: unknown, otherwise = ''): Error {
  return new TypeError(`${name} must be an object${otherwise}. Received ${describe(value)}`)
}

import type { AnyColumn } from 'drizzle-orm'
import { LuciaError } from 'lucia'
import { generateRandomString } from 'lucia/utils'
import { describe } from '../handle.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { charactersOf, isUuid, lengthOf } from '../schema/column-type.ts'

/** What is wrong with an id, for a message that begins with its name; undefined if nothing is. */
type Problem = string | undefined

/**
 * The fault of a user's id. Of a new one, `isNew`, the column's length is asked too: where databases
 * do not refuse what is longer, they cut it. Others are unknown if they do not fit.
 */
export function userIdFault(
  schema: AuthSchema,
  id: unknown,
  isNew = false,
): LuciaError | undefined {
  return fault('AUTH_INVALID_USER_ID', 'userId', problemOf('user', schema, id, isNew))
}

/** The fault of a session's id, in which Lucia hands whatever a header holds to the database. */
export function sessionIdFault(
  schema: AuthSchema,
  id: unknown,
  isNew = false,
): LuciaError | undefined {
  return fault('AUTH_INVALID_SESSION_ID', 'sessionId', problemOf('session', schema, id, isNew))
}

/** The fault of what a key's id is made of. A colon in the first is Lucia's own `TypeError`. */
export function keyIdFault(
  { key }: AuthSchema,
  providerId: unknown,
  providerUserId: unknown,
  isNew = false,
): LuciaError | undefined {
  const code = 'AUTH_INVALID_KEY_ID'
  const ofProvider = textProblem(providerId)
  if (ofProvider) return fault(code, 'providerId', ofProvider)
  const ofUser =
    textProblem(providerUserId) ??
    columnProblem('key', key.id, `${providerId}:${providerUserId}`, isNew)
  return fault(code, 'providerUserId', ofUser)
}

/** A new id: what the column's `$defaultFn()` makes, else one of Lucia's length. */
export function newId(part: 'user' | 'session', schema: AuthSchema, length: number): string {
  const { defaultFn } = schema[part].id
  const id: unknown = defaultFn ? defaultFn() : generateRandomString(length)
  const problem = problemOf(part, schema, id, true)
  if (typeof id === 'string' && !problem) return id
  const cure = defaultFn ? '' : '. Give the column a $defaultFn() that makes one, or pass an id'
  throw new TypeError(`A new id of schema.${part}.id ${problem}${cure}`)
}

function problemOf(
  part: 'user' | 'session',
  schema: AuthSchema,
  id: unknown,
  isNew: boolean,
): Problem {
  const problem = textProblem(id) ?? (part === 'session' ? headerProblem(String(id)) : undefined)
  return problem ?? columnProblem(part, schema[part].id, String(id), isNew)
}

function textProblem(value: unknown): Problem {
  if (typeof value !== 'string' || value === '') {
    return `must be a non-empty string. Received ${describe(value)}`
  }
  // PostgreSQL refuses the first, and drivers send a replacement for the second, which is another id.
  return /\0|\p{Surrogate}/u.test(value) ? 'must have no NUL and no half of a character' : undefined
}

function headerProblem(sessionId: string): Problem {
  if (/^[!-~]{1,255}$/.test(sessionId)) return undefined
  return 'must be at most 255 printable characters of ASCII without spaces'
}

function columnProblem(part: string, column: AnyColumn, id: string, isNew: boolean): Problem {
  // PostgreSQL answers other text with an error, in a lookup too.
  if (isUuid(column) && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) {
    return `must be a UUID, as schema.${part}.id is. Received other text`
  }
  const length = lengthOf(column)
  if (!isNew || id.length <= length || charactersOf(id) <= length) return undefined
  return `must fit schema.${part}.id, which holds ${length} characters. Received ${charactersOf(id)}`
}

/** Lucia's error takes nothing but its code: why, and for which argument, is its `cause`. */
function fault(code: LuciaError['message'], name: string, problem: Problem) {
  if (problem === undefined) return undefined
  const cause = new TypeError(`${name} ${problem}`)
  return Object.defineProperty(new LuciaError(code), 'cause', { value: cause, configurable: true })
}

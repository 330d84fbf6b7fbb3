import { LuciaError } from 'lucia'
import { generateRandomString } from 'lucia/utils'
import { describe } from '../handle.ts'
import { matches } from '../rules.ts'
import type { AuthTable, AuthTables, Problem } from '../schema/auth-table.ts'

/**
 * The fault of a user's id. Of a new one, `isNew`, the column's length is asked too: where databases
 * do not refuse what is longer, they cut it. Others are unknown if they do not fit.
 */
export function userIdFault(
  { user }: AuthTables,
  id: unknown,
  isNew = false,
): LuciaError | undefined {
  return fault('AUTH_INVALID_USER_ID', 'userId', problemOf(user, id, isNew))
}

/** The fault of a session's id, in which Lucia hands whatever a header holds to the database. */
export function sessionIdFault(
  { session }: AuthTables,
  id: unknown,
  isNew = false,
): LuciaError | undefined {
  return fault('AUTH_INVALID_SESSION_ID', 'sessionId', sessionProblem(session, id, isNew))
}

/** The fault of what a key's id is made of. A colon in the first is Lucia's own `TypeError`. */
export function keyIdFault(
  { key }: AuthTables,
  providerId: unknown,
  providerUserId: unknown,
  isNew = false,
): LuciaError | undefined {
  const code = 'AUTH_INVALID_KEY_ID'
  const ofProvider = textProblem(providerId)
  if (ofProvider) return fault(code, 'providerId', ofProvider)
  const ofUser =
    textProblem(providerUserId) ?? key.idProblem(`${providerId}:${providerUserId}`, isNew)
  return fault(code, 'providerUserId', ofUser)
}

/** The id of a new user: what the table's own function makes, else one of Lucia's length. */
export function newUserId({ user }: AuthTables): string {
  return newId(user, 15, problemOf)
}

/** The id of a new session, likewise. */
export function newSessionId({ session }: AuthTables): string {
  return newId(session, 40, sessionProblem)
}

function newId(table: AuthTable, length: number, problemOf: ProblemOf): string {
  const { makeId } = table
  const id: unknown = makeId ? makeId() : generateRandomString(length)
  const problem = problemOf(table, id, true)
  if (typeof id === 'string' && !problem) return id
  const cure = makeId ? '' : '. Give the column a $defaultFn() that makes one, or pass an id'
  throw new TypeError(`A new id of ${table.idPath} ${problem}${cure}`)
}

type ProblemOf = (table: AuthTable, id: unknown, isNew: boolean) => Problem

function problemOf(table: AuthTable, id: unknown, isNew: boolean): Problem {
  return textProblem(id) ?? table.idProblem(String(id), isNew)
}

function sessionProblem(table: AuthTable, id: unknown, isNew: boolean): Problem {
  return headerProblem(id) ?? table.idProblem(String(id), isNew)
}

function textProblem(value: unknown): Problem {
  if (typeof value !== 'string' || value === '') {
    return `must be a non-empty string. Received ${describe(value)}`
  }
  // PostgreSQL refuses the first, and drivers send a replacement for the second, which is another id.
  return /\0|\p{Surrogate}/u.test(value) ? 'must have no NUL and no half of a character' : undefined
}

function headerProblem(sessionId: unknown): Problem {
  // What the table holds of a hashed id would be an id, once they are hashed no longer.
  if (matches(sessionId, /^(?!sha256:)[!-~]{1,255}$/i)) return undefined
  const rule = 'must be at most 255 printable characters of ASCII without spaces, and no hash'
  return textProblem(sessionId) ?? rule
}

/** Lucia's error takes nothing but its code: why, and for which argument, is its `cause`. */
function fault(code: LuciaError['message'], name: string, problem: Problem) {
  if (problem === undefined) return undefined
  const cause = new TypeError(`${name} ${problem}`)
  return Object.defineProperty(new LuciaError(code), 'cause', { value: cause, configurable: true })
}

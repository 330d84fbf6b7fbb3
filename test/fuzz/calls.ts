import fc from 'fast-check'
import { notIds } from '../conformance/wrong-values.ts'
import { hashedId } from './rows.ts'

/** A call of a method of auth. */
export interface Call {
  method: string
  args: readonly unknown[]
}

/** Something that is no string, of every kind that there is. */
const noString = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...notIds.filter((value) => value !== undefined)) },
  {
    weight: 1,
    arbitrary: fc
      .anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })
      .filter((value) => typeof value !== 'string' && value !== undefined),
  },
)

/** Mostly one of few texts, so that calls meet one another; else what is none. */
function textOr<Other>(texts: readonly string[], other: fc.Arbitrary<Other>) {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...texts) },
    { weight: 1, arbitrary: other },
  )
}

// What other values are as text must not be taken for them.
const userId = textOr(
  ['ann', 'bert', 'carl', 'nobody', '0', '1', 'null', 'undefined', '[object Object]'],
  noString,
)
const sessionId = textOr(
  ['s-ann', 's-bert', 's-carl', '0', 'true', 'not a session', 'undefined'],
  noString,
)
const providerId = textOr(['username', 'email'], noString)
const providerUserId = textOr(['ann', 'bert', '0', 'undefined', 'null', 'a:b'], noString)
const password = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('one', 'two', null) },
  { weight: 1, arbitrary: fc.oneof(noString, fc.constant(undefined)) },
)
const username = textOr(['ANN', 'BERT', 'CARL', 'DORA', '1', ''], noString)
const country = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('CH', 'FR', '', null, undefined) },
  { weight: 1, arbitrary: noString },
)

const handles = ['s-ann', 's-bert', 's-carl'].map(hashedId)
const handle = fc.oneof(
  { weight: 3, arbitrary: sessionId },
  { weight: 1, arbitrary: fc.constantFrom(...handles, ...handles.map((id) => id.toUpperCase())) },
)

const key = fc.record({ providerId, providerUserId, password })
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined })
const attributes = fc.record({ country })

const argumentsOf: Readonly<Record<string, fc.Arbitrary<readonly unknown[]>>> = {
  createUser: fc.tuple(
    fc.record({
      userId: maybe(userId),
      key: fc.oneof(
        { weight: 4, arbitrary: key },
        { weight: 1, arbitrary: fc.constantFrom(null, undefined, 'username:ann', 0) },
      ),
      attributes: fc.record({ username }),
    }),
  ),
  getUser: fc.tuple(userId),
  updateUserAttributes: fc.tuple(userId, fc.record({ username: maybe(username) })),
  deleteUser: fc.tuple(userId),
  createKey: fc.tuple(fc.record({ userId, providerId, providerUserId, password })),
  getKey: fc.tuple(providerId, providerUserId),
  useKey: fc.tuple(providerId, providerUserId, password),
  updateKeyPassword: fc.tuple(providerId, providerUserId, password),
  changePassword: fc.tuple(
    fc.record({ providerId, providerUserId, current: password, password, keep: maybe(handle) }),
  ),
  resetPassword: fc.tuple(fc.record({ providerId, providerUserId, password })),
  deleteKey: fc.tuple(providerId, providerUserId),
  getAllUserKeys: fc.tuple(userId),
  createSession: fc.tuple(fc.record({ userId, sessionId: maybe(sessionId), attributes })),
  getSession: fc.tuple(handle),
  validateSession: fc.tuple(handle),
  getSessionHandle: fc.tuple(handle),
  updateSessionAttributes: fc.tuple(sessionId, attributes),
  getAllUserSessions: fc.tuple(userId),
  invalidateSession: fc.tuple(handle),
  invalidateAllUserSessions: fc.tuple(userId),
  deleteDeadUserSessions: fc.tuple(userId),
}

const methods = Object.keys(argumentsOf)
/** Those that fill the tables come more often. */
const method = fc.constantFrom(...methods, 'createUser', 'createUser', 'createKey', 'createSession')

/** A call of any method, with arguments that are right or wrong. */
const call: fc.Arbitrary<Call> = method.chain((method) =>
  (argumentsOf[method] ?? fc.constant([])).map((args) => ({ method, args })),
)

/** What programs begin with, so that later calls find something. */
const beginning: Call[] = ['ann', 'bert'].flatMap((userId) => {
  const key = { providerId: 'username', providerUserId: userId, password: 'one' }
  const attributes = { username: userId.toUpperCase() }
  return [
    { method: 'createUser', args: [{ userId, key, attributes }] },
    { method: 'createSession', args: [{ userId, sessionId: `s-${userId}`, attributes: {} }] },
  ]
})

/** A program of calls. */
export const program: fc.Arbitrary<Call[]> = fc
  .array(call, { minLength: 4, maxLength: 16 })
  .map((calls) => [...beginning, ...calls])

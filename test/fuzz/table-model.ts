import {
  idOf,
  idsOf,
  isHandle,
  isId,
  isKey,
  isObject,
  isPassword,
  isSessionId,
  type Row,
  removeOf,
} from './rows.ts'

/** What a call has to come to: its result, or the error, of which several may be first in a database. */
export interface Expectation {
  /** `resolves`, or what the error must be. */
  outcomes: readonly string[]
  /** What is to be seen of the result. */
  result?: unknown
  /** What the call changes, where it resolves. */
  apply?: (result: never) => void
}

export type Method = (...args: never[]) => Expectation

const invalidUser = refusal('AUTH_INVALID_USER_ID')
const invalidSession = refusal('AUTH_INVALID_SESSION_ID')
const invalidKey = refusal('AUTH_INVALID_KEY_ID')
const wrongType = refusal('TypeError')
const taken = 'UniqueConstraintError'

/** The three tables, and what the methods of auth do to them, from the text of the rules alone. */
export class TableModel {
  readonly users = new Map<string, string>()
  readonly keys = new Map<string, { userId: string; password: string | null }>()
  readonly sessions = new Map<string, { userId: string; country: unknown }>()

  /** By which text the table has a session. */
  constructor(readonly handleOf: (sessionId: string) => string = (id) => id) {}

  /** The methods, by their names. */
  readonly methods: Readonly<Record<string, Method>> = {
    createUser: (options: Row) => {
      const { userId, key, attributes } = options
      if (userId !== undefined && !isId(userId)) return invalidUser
      if (key !== null && !isObject(key)) return wrongType
      if (key !== null && !isKey(key)) return invalidKey
      if (key !== null && !isPassword(key.password)) return wrongType
      if (!isObject(attributes) || typeof attributes.username !== 'string') return wrongType
      const { username } = attributes
      const errors = [
        ...(this.users.has(userId as string) || this.#hasName(username) ? [taken] : []),
        ...(key !== null && this.keys.has(idOf(key)) ? ['AUTH_DUPLICATE_KEY_ID'] : []),
      ]
      if (errors.length > 0) return { outcomes: errors }
      return resolves(undefined, (created: { userId: string }) => {
        this.users.set(created.userId, username)
        if (key !== null) this.#addKey(created.userId, key)
      })
    },
    getUser: (id: unknown) => this.#ofUser(id, (userId) => resolves(userId)),
    updateUserAttributes: (id: unknown, attributes: Row) => {
      if (!isId(id)) return invalidUser
      const { username } = attributes
      if (username !== undefined && typeof username !== 'string') return wrongType
      return this.#ofUser(id, (userId) => {
        if (username === undefined) return resolves(userId)
        if (this.#hasName(username, userId)) return refusal(taken)
        return resolves(userId, () => this.users.set(userId, username))
      })
    },
    deleteUser: (id: unknown) => {
      if (!isId(id)) return invalidUser
      return resolves(undefined, () => {
        this.users.delete(id)
        removeOf(this.keys, id)
        removeOf(this.sessions, id)
      })
    },
    createKey: (key: Row) => {
      if (!isId(key.userId)) return invalidUser
      if (!isKey(key)) return invalidKey
      if (!isPassword(key.password)) return wrongType
      return this.#ofUser(key.userId, (userId) => {
        if (this.keys.has(idOf(key))) return refusal('AUTH_DUPLICATE_KEY_ID')
        return resolves(userId, () => this.#addKey(userId, key))
      })
    },
    getKey: (providerId: unknown, providerUserId: unknown) =>
      this.#ofKey(providerId, providerUserId, (key) => resolves(key.userId)),
    useKey: (providerId: unknown, providerUserId: unknown, password: unknown) =>
      this.#ofKey(providerId, providerUserId, (key) => {
        return key.password === password ? resolves(key.userId) : refusal('AUTH_INVALID_PASSWORD')
      }),
    updateKeyPassword: (providerId: unknown, providerUserId: unknown, password: unknown) => {
      if (!isId(providerId) || !isId(providerUserId)) return invalidKey
      if (!isPassword(password)) return wrongType
      return this.#ofKey(providerId, providerUserId, (key) =>
        resolves(key.userId, () => Object.assign(key, { password })),
      )
    },
    changePassword: ({ current, keep, ...given }: Row) =>
      this.#newPassword(given, keep, (key) => isId(current) && key.password === current),
    resetPassword: (given: Row) => this.#newPassword(given, undefined, () => true),
    deleteKey: (providerId: unknown, providerUserId: unknown) => {
      if (!isId(providerId) || !isId(providerUserId)) return invalidKey
      return resolves(undefined, () => this.keys.delete(`${providerId}:${providerUserId}`))
    },
    getAllUserKeys: (id: unknown) =>
      this.#ofUser(id, (userId) => resolves(idsOf(this.keys, userId))),
    createSession: ({ userId, sessionId, attributes }: Row) => {
      if (!isId(userId)) return invalidUser
      if (sessionId !== undefined && !isSessionId(sessionId)) return invalidSession
      const { country = null } = attributes as Row
      if (country !== null && typeof country !== 'string') return wrongType
      return this.#ofUser(userId, () => {
        if (this.sessions.has(sessionId as string)) return refusal(taken)
        return resolves(userId, (created: { sessionId: string }) =>
          this.sessions.set(created.sessionId, { userId, country }),
        )
      })
    },
    getSession: (id: unknown) => this.#ofSession(id, ({ userId }) => resolves(userId)),
    validateSession: (id: unknown) => this.#ofSession(id, ({ userId }) => resolves(userId)),
    updateSessionAttributes: (id: unknown, { country }: Row) => {
      if (!isSessionId(id)) return invalidSession
      const isNothing = country === undefined || country === null
      if (!isNothing && typeof country !== 'string') return wrongType
      return this.#ofSession(id, (session) =>
        resolves(session.userId, () => {
          if (country !== undefined) session.country = country
        }),
      )
    },
    getAllUserSessions: (id: unknown) =>
      this.#ofUser(id, (userId) =>
        resolves(idsOf(this.sessions, userId).map(this.handleOf).sort()),
      ),
    getSessionHandle: (id: unknown) => {
      if (isHandle(id)) return resolves()
      return isSessionId(id) ? resolves() : invalidSession
    },
    invalidateSession: (id: unknown) => {
      const found = [...this.sessions.keys()].find(
        (one) => one === id || (isHandle(id) && this.handleOf(one) === id),
      )
      if (!isHandle(id) && !isSessionId(id)) return invalidSession
      return resolves(undefined, () => this.sessions.delete(found ?? ''))
    },
    invalidateAllUserSessions: (id: unknown) =>
      isId(id) ? resolves(undefined, () => removeOf(this.sessions, id)) : invalidUser,
    deleteDeadUserSessions: (id: unknown) => (isId(id) ? resolves() : invalidUser),
  }

  #newPassword(
    { providerId, providerUserId, password }: Row,
    keep: unknown,
    isRight: (key: { password: string | null }) => boolean,
  ): Expectation {
    if (!isId(providerId) || !isId(providerUserId)) return invalidKey
    if (keep !== undefined && !isSessionId(keep)) return invalidSession
    if (!isId(password)) return wrongType
    return this.#ofKey(providerId, providerUserId, (key) => {
      if (!isRight(key)) return refusal('AUTH_INVALID_PASSWORD')
      return resolves(key.userId, () => {
        key.password = password
        for (const id of idsOf(this.sessions, key.userId)) {
          if (id !== keep) this.sessions.delete(id)
        }
      })
    })
  }

  #hasName(username: string, except?: string): boolean {
    return [...this.users].some(([id, name]) => name === username && id !== except)
  }

  #addKey(userId: string, key: Row): void {
    this.keys.set(idOf(key), { userId, password: key.password as string | null })
  }

  #ofUser(id: unknown, then: (userId: string) => Expectation): Expectation {
    return isId(id) && this.users.has(id) ? then(id) : invalidUser
  }

  #ofKey(
    providerId: unknown,
    providerUserId: unknown,
    then: (key: { userId: string; password: string | null }) => Expectation,
  ): Expectation {
    const key = { providerId, providerUserId }
    const found = isKey(key) ? this.keys.get(idOf(key)) : undefined
    return found ? then(found) : invalidKey
  }

  #ofSession(
    id: unknown,
    then: (session: { userId: string; country: unknown }) => Expectation,
  ): Expectation {
    const found = isSessionId(id) ? this.sessions.get(id) : undefined
    return found ? then(found) : invalidSession
  }
}

function resolves(result?: unknown, apply: (result: never) => void = () => {}): Expectation {
  return { outcomes: ['resolves'], result, apply }
}

function refusal(outcome: string): Expectation {
  return { outcomes: [outcome] }
}

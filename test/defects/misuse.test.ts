import { lucia } from 'lucia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { SetupError } from '../../src/errors.ts'
import { uncaught } from '../faults/uncaught.ts'
import { incoming } from './incoming.ts'
import { ids, ours, plain, plantSession } from './pair.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('S8: getAllUserSessions() of a user who does not exist', () => {
  type Sessions = { getSessionsByUserId(userId: string): unknown }

  /** Lets the second query of the call be answered a turn later, as one over a network may be. */
  function answerLater(adapter: Sessions): void {
    const { getSessionsByUserId } = adapter
    vi.spyOn(adapter, 'getSessionsByUserId').mockImplementation(async (userId) => {
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
      return await getSessionsByUserId(userId)
    })
  }

  it('plain Lucia: leaves a rejection unhandled, which ends a Node process', async () => {
    const { auth } = plain()
    answerLater(auth['adapter'])
    const reasons = await uncaught(async () => {
      await expect(auth.getAllUserSessions('nobody')).rejects.toThrow('AUTH_INVALID_USER_ID')
    })
    expect(reasons).toMatchObject([{ message: 'AUTH_INVALID_USER_ID' }])
  })

  it('here: is the error of the call, and of nothing else', async () => {
    const { auth } = ours()
    answerLater(auth['adapter'])
    const reasons = await uncaught(async () => {
      await expect(auth.getAllUserSessions('nobody')).rejects.toThrow('AUTH_INVALID_USER_ID')
    })
    expect(reasons).toEqual([])
  })
})

describe('S13: a set-up without a database', () => {
  it('plain Lucia: ends the process', () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${code}`)
    })
    expect(() => lucia({ adapter: undefined as never, env: 'PROD' })).toThrow('exit 1')
    expect(exit).toHaveBeenCalled()
  })

  it('here: throws an error that says what is missing', () => {
    const exit = vi.spyOn(process, 'exit')
    for (const nothing of [undefined, null, {}, 'app.db']) {
      expect(() => createAuth(nothing as never)).toThrow(SetupError)
    }
    expect(exit).not.toHaveBeenCalled()
  })
})

describe('S14: session ids in what the debug mode prints', () => {
  const debug = { experimental: { debugMode: true } }

  /** What is printed while a request with a valid session, and one with a bad token, is handled. */
  async function printed({ auth, database }: ReturnType<typeof plain> | ReturnType<typeof ours>) {
    plantSession(database, 'a-session-id')
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    const headers = { Authorization: 'a-bearer-token' }
    await auth.handleRequest(incoming(headers, { session: 'a-session-id' })).validate()
    // Lucia's debug mode is of the whole process, and is whatever the last `lucia()` said.
    lucia({ adapter: () => auth['adapter'], env: 'DEV' })
    return log.mock.calls.flat().join('\n')
  }

  it('plain Lucia: are those of valid sessions, and tokens', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const output = await printed(plain(debug))
    expect(output).toContain('a-session-id')
    expect(output).toContain('a-bearer-token')
  })

  it('here: are none, nor tokens', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const output = await printed(ours(debug))
    expect(output).not.toContain('a-session-id')
    expect(output).not.toContain('a-bearer-token')
  })
})

describe('S15: a login whose password is no string', () => {
  const anna = { userId: 'anna', providerId: 'username', providerUserId: 'anna' }
  const passwords = [1, true, {}, ['correct horse'], { length: 1 }]

  it('plain Lucia: throws a TypeError, a 500', async () => {
    const { auth } = plain()
    await auth.createKey({ ...anna, password: 'correct horse' })
    for (const password of passwords) {
      const login = auth.useKey('username', 'anna', password as never)
      await expect(login).rejects.toThrow(TypeError)
    }
  })

  it('here: is a wrong password', async () => {
    const { auth } = ours()
    await auth.createKey({ ...anna, password: 'correct horse' })
    for (const password of passwords) {
      const login = auth.useKey('username', 'anna', password as never)
      await expect(login).rejects.toThrow('AUTH_INVALID_PASSWORD')
      const unknown = auth.useKey('username', 'nobody', password as never)
      await expect(unknown).rejects.toThrow('AUTH_INVALID_KEY_ID')
    }
  })
})

describe('S16: a session id that is no string', () => {
  const rubbish = [{}, { id: 1 }, ['session-1'], true]

  it('plain Lucia: reaches the driver, which makes what it likes of it', async () => {
    const { auth, database } = plain()
    plantSession(database, 'session-1')
    for (const id of [{}, { id: 1 }, true]) {
      await expect(auth.validateSession(id as never)).rejects.not.toThrow('AUTH_INVALID')
    }
    // better-sqlite3 takes an array for the list of parameters.
    await expect(auth.validateSession(['session-1'] as never)).resolves.toBeDefined()
  })

  it('here: is the id of no session', async () => {
    const { auth, database } = ours()
    plantSession(database, 'session-1')
    for (const id of rubbish) {
      for (const method of ['validateSession', 'getSession', 'invalidateSession'] as const) {
        await expect(auth[method](id as never)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
      }
    }
  })
})

describe('S17: createSession() with an id that no session can have here', () => {
  it('here: is refused, and leaves no row', async () => {
    const { auth, database } = ours()
    for (const sessionId of ['', 'a b', 'ä', '\0', 'x'.repeat(256)]) {
      const session = auth.createSession({ userId: 'anna', sessionId })
      await expect(session, sessionId).rejects.toThrow('AUTH_INVALID_SESSION_ID')
    }
    expect(ids(database, 'session')).toEqual([])
  })
})

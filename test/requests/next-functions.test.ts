import { describe, expect, it } from 'vitest'
import { type NextFunctions, nextjs } from '../../src/nextjs.ts'
import { idle } from './idle.ts'

const renewed = ['auth_session', 'session-1']

/** Next's functions, of an action or of a page, with what has been set. */
function functions(kind: 'action' | 'page', delay: 'none' | 'promise') {
  const set: string[][] = []
  const store = {
    get: (name: string) => (name === 'auth_session' ? { value: 'session-1' } : undefined),
    set(name: string, value: string) {
      if (kind === 'page') throw new Error('Cookies can only be modified in an action')
      set.push([name, value])
    },
  }
  const headers = new Headers({ Cookie: 'auth_session=session-1', Host: 'app.example.com' })
  const later = <Value>(value: Value) => (delay === 'none' ? value : Promise.resolve(value))
  const given: NextFunctions = { cookies: () => later(store), headers: () => later(headers) }
  return { set, given }
}

describe.each(['none', 'promise'] as const)('nextjs(), %s of the functions a promise', (delay) => {
  it('renews a session where its cookie can be set, and not in a page', async () => {
    for (const kind of ['action', 'page'] as const) {
      const setup = idle(nextjs())
      const before = setup.row()
      const { given, set } = functions(kind, delay)
      const session = await setup.auth.handleRequest('GET', given).validate()
      const isAction = kind === 'action'
      expect(session).toMatchObject({ state: isAction ? 'active' : 'idle', fresh: isAction })
      expect(set).toEqual(isAction ? [renewed] : [])
      expect(isAction).toBe(JSON.stringify(setup.row()) !== JSON.stringify(before))
    }
  })

  it('sets a session before an action ends that throws in the same breath', async () => {
    const setup = idle(nextjs())
    const session = await setup.auth.createSession({ userId: 'anna' })
    for (const next of [session, null]) {
      const { given, set } = functions('action', delay)
      let atTheEnd: number | undefined
      const action = async () => {
        setup.auth.handleRequest('GET', given).setSession(next)
        throw new Error('NEXT_REDIRECT')
      }
      await action().catch(() => {
        atTheEnd = set.length
      })
      expect(atTheEnd).toBe(1)
      expect(set).toEqual([['auth_session', next?.sessionId ?? '']])
    }
  })

  it('has set a session when its promise is fulfilled, however late the functions are', async () => {
    const setup = idle(nextjs())
    const session = await setup.auth.createSession({ userId: 'anna' })
    const { given, set } = functions('action', delay)
    const late = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return await given.headers()
    }
    const request = setup.auth.handleRequest('GET', { ...given, headers: late })
    await request.setSession(session)
    expect(set).toEqual([['auth_session', session.sessionId]])
  })

  it('takes no harm from a page that signs in or out', async () => {
    const setup = idle(nextjs())
    const { given } = functions('page', delay)
    const authRequest = setup.auth.handleRequest('GET', given)
    authRequest.setSession(null)
    expect(await authRequest.validate()).toBeNull()
    authRequest.invalidate()
  })

  it('has the session of a bearer token', async () => {
    const setup = idle(nextjs())
    const headers = new Headers({ Authorization: 'Bearer session-1' })
    const { given } = functions('action', delay)
    const request = setup.auth.handleRequest('GET', { ...given, headers: () => headers })
    expect(await request.validateBearerToken()).toMatchObject({ user: { userId: 'anna' } })
  })
})

describe('nextjs()', () => {
  it('passes what Next throws or rejects with, to say that a page is dynamic', async () => {
    const setup = idle(nextjs())
    const { given } = functions('page', 'promise')
    const bail = new Error('DYNAMIC_SERVER_USAGE')
    const thrown = () => {
      throw bail
    }
    expect(() => setup.auth.handleRequest('GET', { ...given, cookies: thrown })).toThrow(bail)
    for (const name of ['cookies', 'headers']) {
      const rejected = { ...given, [name]: () => Promise.reject(bail) }
      const request = setup.auth.handleRequest('GET', rejected)
      request.setSession(null)
      await expect(request.validate()).rejects.toBe(bail)
    }
  })

  it('renews nothing in the Pages Router without a response', async () => {
    const setup = idle(nextjs())
    const before = setup.row()
    const req = { method: 'GET', headers: { cookie: 'auth_session=session-1' } }
    const request = setup.auth.handleRequest({ req })
    expect(await request.validate()).toMatchObject({ state: 'idle', fresh: false })
    expect(setup.row()).toEqual(before)
    expect(() => request.setSession(null)).toThrow('takes no cookies')
  })
})

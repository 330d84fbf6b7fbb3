import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { type SessionVariables, withSession } from '../../src/fetch.ts'
import { ours, plantSession, type SessionState } from '../defects/pair.ts'

const url = 'https://app.example.com/'
const headers = { Cookie: 'auth_session=session-1' }
const renewed = [expect.stringContaining('auth_session=session-1; Path=/; Expires=')]

function open(state: SessionState = 'idle') {
  const setup = ours()
  plantSession(setup.database, 'session-1', { state })
  const row = setup.database.prepare('select active_expires, idle_expires from user_session')
  return { ...setup, row: () => row.get() }
}

type Variables = SessionVariables<ReturnType<typeof open>>

describe('withSession()', () => {
  it('gives the four variables of a request, and asks for its session once', async () => {
    const setup = open('active')
    const answer = await withSession(new Request(url, { headers }), setup, async (variables) => {
      expect(variables.auth).toBe(setup.auth)
      expect(variables.db).toBe(setup.db)
      expect(await variables.authRequest.validate()).toBe(variables.session)
      return new Response(variables.session?.user.userId)
    })
    expect(await answer.text()).toBe('anna')
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('leaves a response without a session cookie as it is', async () => {
    const response = new Response('page')
    expect(await withSession(new Request(url), open(), () => response)).toBe(response)
  })

  it('sends the cookies with a Response that is thrown', async () => {
    const refuse = () => {
      throw new Response('Sign in first', { status: 401 })
    }
    const thrown = await withSession(new Request(url, { headers }), open(), refuse).catch((e) => e)
    expect(thrown).toBeInstanceOf(Response)
    expect([thrown.status, await thrown.text()]).toEqual([401, 'Sign in first'])
    expect(thrown.headers.getSetCookie()).toEqual(renewed)
  })

  it('takes a renewal back whose cookie is lost with an error, and the next request renews', async () => {
    const setup = open()
    const before = setup.row()
    for (const error of [new Error('broken'), new SetupError('INVALID_OPTIONS', 'x'), undefined]) {
      const refused = withSession(new Request(url, { headers }), setup, ({ session }) => {
        expect(session).toMatchObject({ fresh: true })
        expect(setup.row()).not.toEqual(before)
        throw error
      })
      await expect(refused).rejects.toBe(error)
      expect(setup.row()).toEqual(before)
    }
    const next = await withSession(new Request(url, { headers }), setup, () => new Response())
    expect(next.headers.getSetCookie()).toEqual(renewed)
  })

  it('does not bring back a session that has ended before the error', async () => {
    const setup = open()
    const refused = withSession(new Request(url, { headers }), setup, async ({ auth, session }) => {
      await auth.invalidateSession(String(session?.sessionId))
      throw new Error('broken')
    })
    await expect(refused).rejects.toThrow('broken')
    expect(setup.row()).toBeUndefined()
  })

  it('sets no cookie behind the response, and says so', async () => {
    const setup = open('active')
    let kept: Variables | undefined
    await withSession(new Request(url, { headers }), setup, (variables) => {
      kept = variables
      return new Response()
    })
    expect(() => kept?.authRequest.setSession(null)).toThrow('takes no more cookies')
  })

  it('rejects with what the database says', async () => {
    const setup = open()
    setup.database.exec('drop table user_session')
    const asked = withSession(new Request(url, { headers }), setup, () => new Response())
    await expect(asked).rejects.toThrow('user_session')
  })
})

import { describe, expect, it } from 'vitest'
import { incoming } from '../defects/incoming.ts'
import { open } from './cookies.ts'

describe('a sign-in and a sign-out among several cookies', () => {
  const ended = expect.stringMatching(/^auth_session=; Path=\/; Expires=Thu, 01 Jan 1970/)

  it('send one cookie where the session has no domain', async () => {
    const { auth, visit } = open()
    const session = await auth.createSession({ userId: 'anna' })
    for (const cookies of [['gone'], ['anna-1', 'berta-1'], ['anna-1', 'gone', 'x']]) {
      const signIn = visit(cookies)
      await signIn.request.validate()
      signIn.request.setSession(session)
      expect(signIn.cookies.at(-1)).toContain(`auth_session=${session.sessionId};`)
      expect(await signIn.request.validate()).toMatchObject({ sessionId: session.sessionId })
      const signOut = visit(cookies)
      signOut.request.setSession(null)
      expect(signOut.cookies).toEqual([ended])
      expect(await signOut.request.validate()).toBeNull()
    }
  })

  it('take the place of a cookie that is of the host alone, where the session has a domain', async () => {
    const { auth, visit } = open({ attributes: { domain: 'example.com' } })
    const session = await auth.createSession({ userId: 'berta' })
    const ofDomain = /^auth_session=[^;]*; Domain=example\.com; Path=\//
    for (const cookies of [
      ['anna-1'],
      ['gone', 'anna-1'],
      ['anna-1', 'berta-1'],
      ['berta-1', ''],
    ]) {
      for (const next of [session, null]) {
        const { request, cookies: sent } = visit(cookies)
        request.setSession(next)
        expect(sent).toEqual([ended, expect.stringMatching(ofDomain)])
        expect(sent[1]).toContain(`auth_session=${next?.sessionId ?? ''};`)
      }
    }
    const first = visit([])
    first.request.setSession(session)
    expect(first.cookies).toEqual([expect.stringMatching(ofDomain)])
  })

  it('send nothing for the session that the browser has, or for none where it has none', async () => {
    const { auth, visit } = open({ attributes: { domain: 'example.com' } })
    const same = visit(['anna-1'])
    same.request.setSession(await auth.getSession('anna-1'))
    expect(same.cookies).toEqual([])
    const none = visit([])
    none.request.setSession(null)
    expect(none.cookies).toEqual([])
  })

  it('are not for a request that is not trusted', () => {
    const { visit } = open({ attributes: { domain: 'example.com' } })
    const { request, cookies } = visit(['anna-1', 'gone'], { method: 'POST' })
    request.setSession(null)
    expect(cookies).toEqual([])
  })
})

describe('an app whose cookie has moved to a domain', () => {
  it('keeps its users signed in after their older session is over', async () => {
    const { auth, validate } = open({ attributes: { domain: 'example.com' } })
    const { sessionId } = await auth.createSession({ userId: 'anna' })
    // Browsers send the older cookie first.
    expect(await validate('expired', sessionId)).toMatchObject({ user: 'anna', cookies: [] })
  })

  it('ends both cookies where neither is valid', async () => {
    const { validate } = open({ attributes: { domain: 'example.com' } })
    const { cookies } = await validate('expired')
    expect(cookies).toEqual([
      expect.stringMatching(/^auth_session=; Path=\/; Expires=Thu, 01 Jan 1970/),
      expect.stringMatching(
        /^auth_session=; Domain=example\.com; Path=\/; Expires=Thu, 01 Jan 1970/,
      ),
    ])
  })
})

describe('the cookie that a framework has read', () => {
  const header = (...values: string[]) => ({
    Cookie: values.map((value) => `auth_session=${value}`).join('; '),
  })

  it('counts with the others of its name, whichever of them it is', async () => {
    const { auth } = open()
    const user = async (sessionCookie: string, ...values: string[]) => {
      const context = incoming(header(...values), { sessionCookie })
      const session = await auth.handleRequest(context).validate()
      return [session?.user.userId ?? null, context.cookies]
    }
    for (const parsed of ['gone', 'anna-1']) {
      expect(await user(parsed, 'gone', 'anna-1')).toEqual(['anna', []])
    }
    for (const parsed of ['berta-1', 'anna-1']) {
      expect(await user(parsed, 'berta-1', 'anna-1')).toEqual([null, []])
    }
  })

  it('counts alone where the browser has not sent it, as one that was set since', async () => {
    const { auth } = open()
    for (const values of [[], ['anna-1'], ['anna-1', 'gone']]) {
      const context = incoming(header(...values), { sessionCookie: 'berta-1' })
      const session = await auth.handleRequest(context).validate()
      expect(session?.user.userId).toBe('berta')
    }
  })

  it('is all there is where the framework hands over no header', async () => {
    const { auth } = open()
    const context = incoming({}, { sessionCookie: 'anna-1' })
    expect(await auth.handleRequest(context).validate()).not.toBeNull()
  })
})

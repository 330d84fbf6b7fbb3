import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { ids, plantSession } from '../defects/pair.ts'
import type { Browser } from './browser.ts'

const sessionCookie = 'auth_session'

export interface Site {
  browser: Browser
  database: Database.Database
}

/** What holds behind every middleware; `open` serves the app for the length of one test. */
export function frameworkCases(name: string, open: () => Promise<Site>): void {
  const withSession = async (state: 'active' | 'idle' | 'expired') => {
    const site = await open()
    plantSession(site.database, 'session-1', { state })
    site.browser.cookies.set(sessionCookie, 'session-1')
    return site
  }
  const sent = (cookies: string[]) => cookies.filter((cookie) => cookie.startsWith(sessionCookie))

  describe(name, () => {
    it('has a session from the login to the logout', async () => {
      const { browser, database } = await open()
      expect(await browser.get('/')).toMatchObject({ status: 200, body: 'nobody' })
      expect(await browser.post('/login')).toMatchObject({ status: 200, body: 'welcome' })
      expect(browser.cookies.get(sessionCookie)).toMatch(/^[a-z0-9]{40}$/)
      expect((await browser.get('/')).body).toBe('anna')
      expect((await browser.post('/')).body).toBe('anna')
      expect((await browser.post('/logout')).body).toBe('goodbye')
      expect(browser.cookies.has(sessionCookie)).toBe(false)
      expect(ids(database, 'session')).toEqual([])
      expect((await browser.get('/')).body).toBe('nobody')
    })

    it('sends the cookie of a renewed session, once', async () => {
      const { browser } = await withSession('idle')
      const renewed = await browser.get('/')
      expect(renewed.body).toBe('anna')
      expect(sent(renewed.cookies)).toEqual([
        expect.stringContaining('=session-1; Path=/; Expires'),
      ])
      const next = await browser.get('/')
      expect(next.body).toBe('anna')
      expect(sent(next.cookies)).toEqual([])
    })

    it('sends the end of a session that has expired', async () => {
      const { browser } = await withSession('expired')
      const answer = await browser.get('/')
      expect(answer.body).toBe('nobody')
      expect(sent(answer.cookies)).toHaveLength(1)
      expect(browser.cookies.has(sessionCookie)).toBe(false)
    })

    it('keeps a cookie that the app has set before', async () => {
      const { browser } = await withSession('idle')
      for (const answer of [await browser.get('/'), await browser.post('/login')]) {
        const others = answer.cookies.filter((cookie) => !cookie.startsWith(sessionCookie))
        expect(others).toEqual([expect.stringMatching(/^theme=dark; Path=\/; Expires=Fri, 01 Jan/)])
      }
    })

    it('has no session in a POST that another site has forged, and changes nothing', async () => {
      const { browser, database } = await withSession('active')
      const forged: Record<string, string>[] = [
        { Origin: 'https://evil.example' },
        { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
        { Origin: 'null' },
        { Origin: 'http://127.0.0.1.evil.example' },
        {},
      ]
      for (const headers of forged) {
        expect((await browser.post('/', headers)).body).toBe('nobody')
        const logout = await browser.post('/logout', headers)
        expect(sent(logout.cookies)).toEqual([])
      }
      expect(ids(database, 'session')).toEqual(['session-1'])
      expect((await browser.post('/')).body).toBe('anna')
      const plainForm = { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }
      expect((await browser.post('/', plainForm)).body).toBe('anna')
    })

    it('has the session of a live cookie beside a dead one, and none of two users', async () => {
      const { browser, database } = await withSession('active')
      plantSession(database, 'of-berta', { userId: 'berta' })
      const visit = async (...values: string[]) => {
        const Cookie = values.map((value) => `${sessionCookie}=${value}`).join('; ')
        const { body, cookies } = await browser.get('/', { Cookie })
        return [body, sent(cookies)]
      }
      for (const dead of ['gone', 'a%20b', '']) {
        expect(await visit(dead, 'session-1')).toEqual(['anna', []])
        expect(await visit('session-1', dead)).toEqual(['anna', []])
      }
      expect(await visit('session-1', 'of-berta')).toEqual(['nobody', []])
      expect(await visit('of-berta', 'session-1')).toEqual(['nobody', []])
      expect(ids(database, 'session')).toEqual(['of-berta', 'session-1'])
    })

    it('has a session in a handshake of its own page alone, and renews none there', async () => {
      const { browser } = await withSession('idle')
      const handshake = { Connection: 'Upgrade', Upgrade: 'websocket' }
      for (const Origin of ['https://evil.example', 'null', '']) {
        const answer = await browser.get('/', { ...handshake, Origin })
        expect([answer.body, sent(answer.cookies)]).toEqual(['nobody', []])
      }
      const own = await browser.get('/', { ...handshake, Origin: browser.origin })
      expect([own.body, sent(own.cookies)]).toEqual(['anna', []])
      expect(sent((await browser.get('/')).cookies)).toHaveLength(1)
    })

    it('lets the last cookie win: a login after a dead session, a logout of an idle one', async () => {
      const dead = await withSession('expired')
      await dead.browser.post('/login')
      expect((await dead.browser.get('/')).body).toBe('anna')
      const idle = await withSession('idle')
      await idle.browser.post('/logout')
      expect(idle.browser.cookies.has(sessionCookie)).toBe(false)
    })
  })
}

import type { RequestListener } from 'node:http'
import type Database from 'better-sqlite3'
import { nextjs, node } from 'lucia/middleware'
import { describe, expect, it } from 'vitest'
import { theme } from '../frameworks/app.ts'
import { listen } from '../frameworks/server.ts'
import { ours, plain, plantSession } from './pair.ts'

/** A browser whose session has expired, on a server. */
async function browse(database: Database.Database, handler: RequestListener) {
  plantSession(database, 'dead', { state: 'expired' })
  const browser = await listen(handler)
  browser.cookies.set('auth_session', 'dead')
  return browser
}

describe('R16: a login that looks for an old session first, behind node()', () => {
  it('plain Lucia: sends the end of the old session last, so that the browser drops the new', async () => {
    const { auth, database } = plain({ middleware: node() })
    const browser = await browse(database, async (request, response) => {
      const authRequest = auth.handleRequest(request, response)
      await authRequest.validate()
      authRequest.setSession(await auth.createSession({ userId: 'anna', attributes: {} }))
      response.end()
    })
    const { cookies } = await browser.post('/login')
    expect(cookies).toEqual([
      expect.stringMatching(/^auth_session=[a-z0-9]{40};/),
      expect.stringMatching(/^auth_session=;/),
    ])
    expect(browser.cookies.has('auth_session')).toBe(false)
  })

  it('here: the cookie of the new session wins', async () => {
    const { auth, database } = ours({ middleware: node() })
    const browser = await browse(database, async (request, response) => {
      const authRequest = auth.handleRequest(request, response)
      await authRequest.validate()
      authRequest.setSession(await auth.createSession({ userId: 'anna' }))
      response.end()
    })
    const { cookies } = await browser.post('/login')
    expect(cookies.at(-1)).toMatch(/^auth_session=[a-z0-9]{40};/)
    expect(browser.cookies.get('auth_session')).toMatch(/^[a-z0-9]{40}$/)
  })
})

describe("R17: a cookie with an expiry, in Next.js' Pages Router", () => {
  it('plain Lucia: is cut at the comma of its date', async () => {
    const { auth, database } = plain({ middleware: nextjs() })
    const browser = await browse(database, async (req, res) => {
      res.setHeader('Set-Cookie', theme)
      await auth.handleRequest({ req, res }).validate()
      res.end()
    })
    const { cookies } = await browser.get('/')
    expect(cookies).toContain('theme=dark; Path=/; Expires=Fri')
    expect(cookies).not.toContain(theme)
  })

  it('here: arrives as it was set', async () => {
    const { auth, database } = ours({ middleware: nextjs() })
    const browser = await browse(database, async (req, res) => {
      res.setHeader('Set-Cookie', theme)
      await auth.handleRequest({ req, res }).validate()
      res.end()
    })
    const { cookies } = await browser.get('/')
    expect(cookies).toEqual([theme, expect.stringMatching(/^auth_session=;/)])
  })
})

import { describe, expect, it } from 'vitest'
import { Browser, sessionCookies } from './browser.ts'
import type { Query } from './query.ts'

/** An app on its own server, with accounts of the names that its visitors choose. */
export interface Site {
  origin: string
  query: Query
}

/** Where an app has what the script asks for, and how it says it. */
export interface Paths {
  page: string
  /** What the page says where nobody is signed in. */
  nobody: string
  /** A page that sends the cookie of a renewed session. */
  renewed: string
  /** A form that says who has sent it. */
  form: string
  signUp: string
  signIn: string
  signOut: string
  /** The field of a form that is the name. */
  field: string
}

const own: Paths = {
  page: '/',
  nobody: 'nobody',
  renewed: '/',
  form: '/form',
  signUp: '/sign-up',
  signIn: '/sign-in',
  signOut: '/sign-out',
  field: 'name',
}

const password = 'correct horse battery'

/** What holds on every server: `name` makes accounts of this run of the script alone. */
export function appCases(name: string, site: () => Site, paths: Partial<Paths> = {}): void {
  const at = { ...own, ...paths }
  const credentials = { [at.field]: name, password }
  const browserOf = (cookie?: string) => new Browser(site().origin, cookie)
  const rows = () =>
    site().query(
      'select id from user_session where user_id = (select user_id from user_key where id like $1) order by id',
      `%:${name}`,
    )

  describe(name, () => {
    it('signs up, in and out, in two browsers of two tabs each', async () => {
      const first = browserOf()
      expect((await first.open(at.page)).html).toContain(at.nobody)
      expect(await first.submit(at.signUp, credentials)).toMatchObject({ status: 303 })
      expect(first.cookie).toMatch(/^auth_session=[a-z0-9]{40}$/)
      const second = browserOf()
      expect(await second.submit(at.signIn, credentials)).toMatchObject({ status: 303 })
      expect(second.cookie).not.toBe(first.cookie)
      for (const browser of [first, second]) {
        const tabs = await Promise.all([browser.open(at.page), browser.open(at.page)])
        for (const { html, status } of tabs)
          expect([status, html]).toEqual([200, expect.stringContaining(name)])
      }
      const otherTab = browserOf(second.cookie)
      expect(await second.submit(at.signOut)).toMatchObject({ status: 303 })
      expect(second.cookie).toBe('')
      expect((await otherTab.open(at.page)).html).toContain(at.nobody)
      expect((await first.open(at.page)).html).toContain(name)
      expect(await rows()).toHaveLength(1)
    })

    it('knows who sends a form, and nobody from another site', async () => {
      const browser = browserOf()
      await browser.submit(at.signIn, credentials)
      expect((await browser.submit(at.form)).html).toContain(name)
      const before = await rows()
      for (const headers of [
        { Origin: 'https://evil.example' },
        { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
        { Origin: 'null' },
      ]) {
        const forged = browserOf(browser.cookie)
        expect((await forged.submit(at.form, {}, headers)).html).not.toContain(name)
        await forged.submit(at.signOut, {}, headers)
      }
      expect(await rows()).toEqual(before)
      expect((await browser.open(at.page)).html).toContain(name)
    })

    it('renews a session in its idle period, for both tabs, and sends its cookie once', async () => {
      const browser = browserOf()
      await browser.submit(at.signIn, credentials)
      const id = browser.cookie.split('=')[1]
      await site().query('update user_session set active_expires = 1 where id = $1', id)
      const tabs = await Promise.all([browser.open(at.renewed), browser.open(at.renewed)])
      for (const { html } of tabs) expect(html).toContain(name)
      const sent = tabs.flatMap(sessionCookies)
      expect(sent.length).toBeGreaterThan(0)
      for (const cookie of sent) expect(cookie).toContain(`auth_session=${id}; Path=/; Expires=`)
      const next = await browser.open(at.renewed)
      expect([next.html, sessionCookies(next)]).toEqual([expect.stringContaining(name), []])
    })
  })
}

import { describe, expect, it } from 'vitest'
import type { ServedDatabase } from '../drivers/driver.ts'
import { type Answer, send } from '../examples/http-browser.ts'
import { query } from './query.ts'

/** An app on its own server, with accounts of the names that its visitors choose. */
export interface Site {
  origin: string
  database: ServedDatabase
}

/** Where an app has what the script asks for. */
export interface Paths {
  page: string
  /** A page that sends the cookie of a renewed session. */
  renewed: string
  /** A form that says who has sent it. */
  form: string
  signUp: string
  signIn: string
  signOut: string
}

const own: Paths = {
  page: '/',
  renewed: '/',
  form: '/form',
  signUp: '/sign-up',
  signIn: '/sign-in',
  signOut: '/sign-out',
}

/** What a proxy says of the scheme: SvelteKit 3 takes `https:` for granted otherwise. */
const proxied = { 'X-Forwarded-Proto': 'http' }

/** One visitor's browser: its cookies, and the hidden fields of the forms that it sends. */
class Browser {
  cookie = ''
  readonly #site: Site

  constructor(site: Site, cookie = '') {
    this.#site = site
    this.cookie = cookie
  }

  async open(path: string): Promise<Answer> {
    return this.#keep(
      await send(this.#site.origin, path, { headers: { ...proxied, Cookie: this.cookie } }),
    )
  }

  async submit(path: string, fields: object = {}, headers: object = {}): Promise<Answer> {
    const { html } = await send(this.#site.origin, path)
    const form = new FormData()
    for (const [, name = ''] of html.matchAll(/name="(\$ACTION_[^"]+)"/g)) form.set(name, '')
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const isAction = [...form.keys()].some((name) => name.startsWith('$ACTION_'))
    const body = new Response(isAction ? form : new URLSearchParams(form as never))
    const answer = await send(this.#site.origin, path, {
      method: 'POST',
      headers: {
        ...proxied,
        Cookie: this.cookie,
        Origin: this.#site.origin,
        Accept: 'text/html',
        'Content-Type': body.headers.get('Content-Type') ?? '',
        ...headers,
      },
      body: Buffer.from(await body.arrayBuffer()),
    })
    return this.#keep(answer)
  }

  #keep(answer: Answer): Answer {
    for (const header of sessionCookies(answer)) {
      this.cookie = /^auth_session=[^;]+/.exec(header)?.[0] ?? ''
    }
    return answer
  }
}

function sessionCookies({ headers }: Answer): string[] {
  return (headers['set-cookie'] ?? []).filter((header) => header.startsWith('auth_session='))
}

const password = 'correct horse battery'

/** What holds on every server: `name` makes accounts of this run of the script alone. */
export function appCases(name: string, site: () => Site, paths: Partial<Paths> = {}): void {
  const at = { ...own, ...paths }
  const rows = () =>
    query(site().database, 'select id from user_session where user_id = $1 order by id', name)

  describe(name, () => {
    it('signs up, in and out, in two browsers of two tabs each', async () => {
      const first = new Browser(site())
      expect((await first.open(at.page)).html).toContain('nobody')
      expect(await first.submit(at.signUp, { name, password })).toMatchObject({ status: 303 })
      expect(first.cookie).toMatch(/^auth_session=[a-z0-9]{40}$/)
      const second = new Browser(site())
      expect(await second.submit(at.signIn, { name, password })).toMatchObject({ status: 303 })
      expect(second.cookie).not.toBe(first.cookie)
      for (const browser of [first, second]) {
        const tabs = await Promise.all([browser.open(at.page), browser.open(at.page)])
        for (const { html, status } of tabs)
          expect([status, html]).toEqual([200, expect.stringContaining(name)])
      }
      const otherTab = new Browser(site(), second.cookie)
      expect(await second.submit(at.signOut)).toMatchObject({ status: 303 })
      expect(second.cookie).toBe('')
      expect((await otherTab.open(at.page)).html).toContain('nobody')
      expect((await first.open(at.page)).html).toContain(name)
      expect(await rows()).toHaveLength(1)
    })

    it('knows who sends a form, and nobody from another site', async () => {
      const browser = new Browser(site())
      await browser.submit(at.signIn, { name, password })
      expect((await browser.submit(at.form)).html).toContain(name)
      const before = await rows()
      for (const headers of [
        { Origin: 'https://evil.example' },
        { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
        { Origin: 'null' },
      ]) {
        const forged = new Browser(site(), browser.cookie)
        expect((await forged.submit(at.form, {}, headers)).html).not.toContain(name)
        await forged.submit(at.signOut, {}, headers)
      }
      expect(await rows()).toEqual(before)
      expect((await browser.open(at.page)).html).toContain(name)
    })

    it('renews a session in its idle period, for both tabs, and sends its cookie once', async () => {
      const browser = new Browser(site())
      await browser.submit(at.signIn, { name, password })
      const id = browser.cookie.split('=')[1]
      await query(site().database, 'update user_session set active_expires = 1 where id = $1', id)
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

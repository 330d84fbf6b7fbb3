import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Profile, startProfile } from '../examples/chromium.ts'
import { hosts, type Seen, serveSites } from './sites.ts'

let profile: Profile

beforeAll(async () => {
  profile = await startProfile(
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--ignore-certificate-errors',
    '--no-proxy-server',
  )
}, 600_000)

afterAll(async () => {
  await profile?.close()
})

type Sites = Awaited<ReturnType<typeof serveSites>>

/** A page of a host, in a browser that is signed in to the app. */
async function openPage({ originOf }: Sites, host: string): Promise<Page> {
  await profile.context.clearCookies()
  const page = await profile.context.newPage()
  onTestFinished(() => page.close())
  await page.goto(`${originOf(hosts.app)}/sign-in`)
  await page.goto(originOf(host))
  return page
}

/** What the app sees of a form that a page posts to it. */
async function post(page: Page): Promise<Seen> {
  await Promise.all([page.waitForURL('**/private'), page.getByRole('button').click()])
  return JSON.parse((await page.textContent('body')) ?? '')
}

/** What a page reads of a socket that it opens to the app. */
async function openSocket(page: Page, app: string): Promise<Seen> {
  const message = await page.evaluate(
    (url) =>
      new Promise<string>((resolve, reject) => {
        const socket = new WebSocket(url)
        socket.onmessage = ({ data }) => resolve(data)
        socket.onerror = () => reject(new Error('The socket has failed'))
      }),
    app.replace(/^https/, 'wss'),
  )
  return JSON.parse(message)
}

const kinds = ['lax', 'none'] as const

describe.each(kinds)('with a cookie that is SameSite=%s', (sameSite) => {
  it("the app's own page has the session, in a form and in a socket", async () => {
    const sites = await serveSites({ sameSite })
    const page = await openPage(sites, hosts.app)
    const anna = { sent: true, user: 'anna' }
    expect(await openSocket(page, sites.originOf(hosts.app))).toEqual(anna)
    expect(await post(page)).toEqual(anna)
  })

  it('a page of a sibling host has none, though the browser sends the cookie', async () => {
    const sites = await serveSites({ sameSite })
    const page = await openPage(sites, hosts.sibling)
    const nobody = { sent: true, user: null }
    expect(await openSocket(page, sites.originOf(hosts.app))).toEqual(nobody)
    expect(await post(page)).toEqual(nobody)
  })

  it('a page of another site has none', async () => {
    const sites = await serveSites({ sameSite })
    const page = await openPage(sites, hosts.other)
    const nobody = { sent: sameSite === 'none', user: null }
    expect(await openSocket(page, sites.originOf(hosts.app))).toEqual(nobody)
    expect(await post(page)).toEqual(nobody)
  })
})

describe('csrfProtection.origins', () => {
  it.each([
    ['a sibling host', hosts.sibling, 'lax'],
    ['another site, with SameSite=None', hosts.other, 'none'],
  ] as const)('give the pages of %s the session', async (_, host, sameSite) => {
    const sites = await serveSites({ sameSite, trusted: [host] })
    const page = await openPage(sites, host)
    const anna = { sent: true, user: 'anna' }
    expect(await openSocket(page, sites.originOf(hosts.app))).toEqual(anna)
    expect(await post(page)).toEqual(anna)
  })
})

describe('a session cookie that a sibling host sets for all hosts of the site', () => {
  /** The app's own page, after a page of the sibling has set a cookie. */
  async function afterCookie(sites: Sites, cookie: string): Promise<Page> {
    const page = await openPage(sites, hosts.sibling)
    await page.evaluate((text) => {
      // biome-ignore lint/suspicious/noDocumentCookie: as any page can.
      document.cookie = text
    }, `${cookie}; domain=site.test; secure`)
    await page.goto(sites.originOf(hosts.app))
    return page
  }

  it('does no harm where it is no session, even if it is sent first', async () => {
    const sites = await serveSites({ sameSite: 'lax' })
    for (const path of ['/', '/private']) {
      const page = await afterCookie(sites, `auth_session=rubbish; path=${path}`)
      expect(await post(page)).toEqual({ sent: true, user: 'anna' })
      await page.goto(sites.originOf(hosts.app))
      expect(await post(page)).toEqual({ sent: true, user: 'anna' })
    }
  })

  it('makes nobody another user', async () => {
    const sites = await serveSites({ sameSite: 'lax' })
    for (const path of ['/', '/private']) {
      const page = await afterCookie(sites, `auth_session=of-berta; path=${path}`)
      expect(await post(page)).toEqual({ sent: true, user: null })
    }
  })
})

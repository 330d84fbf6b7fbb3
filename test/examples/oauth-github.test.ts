import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { problemsOf } from './accessibility.ts'
import { type D1Worker, startD1Worker } from './d1-worker.ts'
import { HttpBrowser, send } from './http-browser.ts'
import { StandInGitHub } from './stand-in-github.ts'

const client = { id: 'an-app', secret: 'its-secret' }
const octocat = { id: 583231, login: 'octocat' }
const github = new StandInGitHub(client)

let worker: D1Worker

beforeAll(async () => {
  worker = await startD1Worker('oauth-github', {
    bindings: {
      ENVIRONMENT: 'DEV',
      GITHUB_CLIENT_ID: client.id,
      GITHUB_CLIENT_SECRET: client.secret,
    },
    outboundService: github.answer,
  })
})
afterAll(() => worker?.stop())

beforeEach(async () => {
  github.isDown = false
  const tables = ['user_session', 'user_key', 'user']
  await worker.database.batch(
    tables.map((table) => worker.database.prepare(`delete from "${table}"`)),
  )
})

async function rows(table: string): Promise<Record<string, unknown>[]> {
  return (await worker.database.prepare(`select * from "${table}"`).all()).results
}

/** Goes to GitHub, as the link of the page does: where it leads, and the cookie of the state. */
async function leave(): Promise<{ location: string; cookie: string; setCookie: string }> {
  const { status, headers } = await send(worker.origin, '/login/github')
  expect(status).toBe(302)
  const [setCookie = ''] = headers['set-cookie'] ?? []
  return { location: headers.location ?? '', cookie: setCookie.replace(/;.*/, ''), setCookie }
}

const comeBack = (path: string, cookie: string) =>
  send(worker.origin, path, { headers: { Cookie: cookie } })

/** A browser that is signed in. */
async function signIn(person = octocat): Promise<HttpBrowser> {
  const { location, cookie } = await leave()
  const browser = new HttpBrowser(worker.origin)
  const [name = '', value = ''] = cookie.split('=')
  browser.cookies.set(name, value)
  const page = await browser.open(github.authorize(location, person))
  expect(page).toMatchObject({ status: 200, path: '/' })
  expect(page.html).toContain(`Hello, ${person.login}`)
  return browser
}

describe('signing in with GitHub', () => {
  test('makes an account with a key and no password, and ends with its session', async () => {
    const browser = await signIn()
    expect([...browser.cookies.keys()]).toEqual(['auth_session'])
    expect(await rows('user_key')).toEqual([
      { id: 'github:583231', user_id: expect.any(String), hashed_password: null },
    ])
    const page = await browser.submit('/sign-out')
    expect(page).toMatchObject({ status: 200, path: '/' })
    expect(page.html).toContain('Sign in with GitHub')
    expect(browser.cookies.size).toBe(0)
    expect(await rows('user_session')).toEqual([])
  })

  test('finds the account again, under the name that GitHub now has for it', async () => {
    await signIn()
    const [account] = await rows('user')
    await signIn({ ...octocat, login: 'mona' })
    expect(await rows('user')).toEqual([{ ...account, login: 'mona' }])
    expect(await rows('user_session')).toHaveLength(2)
    await signIn({ id: 1, login: 'octocat' })
    expect(await rows('user')).toHaveLength(2)
  })

  test('shows a name as text', async () => {
    const { location, cookie } = await leave()
    const answer = await comeBack(github.authorize(location, { id: 2, login: '<b>' }), cookie)
    const [session = ''] = answer.headers['set-cookie']?.filter((set) => /^auth/.test(set)) ?? []
    const { html } = await comeBack('/', session.replace(/;.*/, ''))
    expect(html).toContain('Hello, &lt;b&gt;')
  })

  test('has pages that everybody can use, on a small phone too', async () => {
    const browser = await signIn({ id: 3, login: 'w'.repeat(39) })
    const guest = new HttpBrowser(worker.origin)
    const pages = [await guest.open('/'), await browser.open('/')]
    expect(await problemsOf(...pages.map(({ html }) => html))).toEqual([])
  })

  test('keeps its state in a cookie that no script and no other site can use', async () => {
    const { setCookie } = await leave()
    expect(setCookie).toMatch(
      /^github_state=[\w-]{43}; Max-Age=600; Path=\/login\/github; HttpOnly/,
    )
    expect(setCookie).toMatch(/SameSite=Lax/)
  })
})

describe('coming back is refused', () => {
  async function refused(path: string, cookie: string, reason: RegExp): Promise<void> {
    const answer = await comeBack(path, cookie)
    expect(answer).toMatchObject({ status: 400, html: expect.stringMatching(reason) })
    expect(answer.headers['set-cookie']?.join()).not.toMatch(/auth_session=\w/)
    expect(await rows('user')).toEqual([])
  }

  test("without the state of one's own, and with it works", async () => {
    const own = await leave()
    const other = await leave()
    const path = github.authorize(own.location, octocat)
    const notBegun = /not begun here/
    await refused(path, '', notBegun)
    await refused(path, other.cookie, notBegun)
    await refused(path, 'github_state=', notBegun)
    await refused(path.replace(/&state=.*/, '&state='), 'github_state=', notBegun)
    await refused('/login/github/callback', own.cookie, notBegun)
    expect(await comeBack(path, own.cookie)).toMatchObject({ status: 302 })
  })

  test('with what GitHub says is wrong', async () => {
    const { location, cookie } = await leave()
    const state = new URL(location).searchParams.get('state')
    const back = (query: string) => `/login/github/callback?state=${state}&${query}`
    await refused(back('error=access_denied'), cookie, /^GitHub says: access_denied$/)
    await refused(back('code=made-up'), cookie, /^GitHub says: bad_verification_code$/)
    await refused(back(''), cookie, /gave no code/)
  })

  test('with a code that was used', async () => {
    const { location, cookie } = await leave()
    const path = github.authorize(location, octocat)
    expect(await comeBack(path, cookie)).toMatchObject({ status: 302 })
    expect(await comeBack(path, cookie)).toMatchObject({ status: 400 })
    expect(await rows('user_session')).toHaveLength(1)
  })

  test('while GitHub is down, without saying more', async () => {
    const { location, cookie } = await leave()
    const path = github.authorize(location, octocat)
    github.isDown = true
    expect(await comeBack(path, cookie)).toMatchObject({ status: 500, html: 'Something broke.' })
    expect(await rows('user')).toEqual([])
  })
})

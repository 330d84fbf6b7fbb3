import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems } from './accessibility.ts'
import { startChromium } from './chromium.ts'
import { type RunningExample, startExample } from './hono-d1.ts'

const desktop = { width: 1100, height: 760 }
const phone = { width: 390, height: 844 }
const looks: [look: string, username: string, BrowserContextOptions][] = [
  ['desktop-light', 'ada', { viewport: desktop, colorScheme: 'light' }],
  ['desktop-dark', 'grace', { viewport: desktop, colorScheme: 'dark' }],
  ['phone-light', 'alan', { viewport: phone, colorScheme: 'light' }],
  ['phone-dark', 'edsger', { viewport: phone, colorScheme: 'dark' }],
]
/** Both schemes of colours, and both sizes. */
const isLookedAt = (kind: string) => /desktop-light|phone-dark/.test(kind)
const atHome = { 'CF-IPCountry': 'NL', 'CF-Connecting-IP': '192.0.2.1' }
const laptop = {
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  extraHTTPHeaders: atHome,
}
const mobile = {
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  extraHTTPHeaders: { 'CF-IPCountry': 'FR', 'CF-Connecting-IP': '198.51.100.1' },
}

let example: RunningExample
let browser: Browser
// The folder for what the pages look like, where somebody asks for it.
const screenshots = process.env.SCREENSHOTS

beforeAll(async () => {
  browser = await startChromium()
  example = await startExample()
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await example?.stop()
}, 60_000)

/** A browser of its own, without JavaScript. */
async function openPage(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    ...options,
    deviceScaleFactor: screenshots ? 2 : 1,
    javaScriptEnabled: false,
  })
  const page = await context.newPage()
  await page.goto(example.origin)
  return page
}

/** Follows the link of the newest mail to an address. */
async function openMail(page: Page, address: string) {
  const [link = ''] = /http:\S+/.exec((await example.mailTo(address)) ?? '') ?? []
  await page.goto(link)
}

const press = (page: Page, button: string) =>
  page.getByRole('button', { name: button, exact: true }).click()

async function fill(page: Page, button: string, username: string, password: string) {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(password)
  await press(page, button)
}

const pathOf = (page: Page) => new URL(page.url()).pathname
const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

describe.each(screenshots ? looks : looks.filter(([kind]) => isLookedAt(kind)))(
  '%s, without JavaScript',
  { timeout: 120_000 },
  (kind, username, options) => {
    test('somebody signs up, is private, changes a password, signs out and is refused', async () => {
      const scripted = await browser.newContext({ ...options, bypassCSP: true })
      /** Each page is one that everybody can use, light on a desktop and dark on a phone. */
      const look = async (name: string) => {
        if (screenshots) {
          await page.screenshot({ path: join(screenshots, `${kind}-${name}.png`), fullPage: true })
        }
        if (!isLookedAt(kind)) return
        expect([name, await accessibilityProblems(page, scripted)]).toEqual([name, []])
      }
      const page = await openPage({ ...options, extraHTTPHeaders: atHome })
      expect(await title(page)).toBe('Sign in')
      await look('1-sign-in')

      await page.getByRole('link', { name: 'Create an account' }).click()
      await fill(page, 'Create account', 'Ada Lovelace', 'short')
      expect(pathOf(page)).toBe('/sign-up')
      expect(await page.getByText('Use only letters').isVisible()).toBe(true)
      expect(await page.getByText('Use 8 characters or more.').isVisible()).toBe(true)
      expect(await page.getByLabel('Username').inputValue()).toBe('Ada Lovelace')
      expect(await page.getByLabel('Password').inputValue()).toBe('')
      await look('2-sign-up')

      await fill(page, 'Create account', username, 'correct horse battery')
      expect(pathOf(page)).toBe('/profile')
      expect(await title(page)).toBe(`Hello, ${username}`)
      await look('3-profile')

      const others = [await openPage(mobile), await openPage(laptop)]
      for (const other of others) {
        await fill(other, 'Sign in', username.toUpperCase(), 'correct horse battery')
        expect(await title(other)).toBe(`Hello, ${username}`)
      }
      await page.getByRole('link', { name: 'Sessions', exact: true }).click()
      expect(await page.getByRole('listitem').allTextContents()).toEqual([
        expect.stringMatching(/^Firefox on Windows.*Same address.*Netherlands/),
        expect.stringMatching(/^Safari on iPhone.*France/),
        expect.stringMatching(/^Chrome on .*This browser.*Netherlands/),
      ])
      await look('4-sessions')

      await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click()
      expect(await page.getByRole('status').textContent()).toBe('That browser is signed out.')
      expect(await page.getByRole('listitem').count()).toBe(2)

      const address = `${username}@example.com`
      await page.getByRole('link', { name: 'Profile' }).click()
      await page.getByRole('link', { name: 'Add one' }).click()
      await page.getByLabel('E-mail address').fill(address)
      await page.getByLabel('Current password').fill('correct horse battery')
      await look('5-address')
      await press(page, 'Send a link')
      await openMail(page, address)
      await look('6-confirm')
      await press(page, 'Yes, confirm it')
      expect(await page.getByRole('status').textContent()).toContain('is confirmed')
      expect(await page.locator('dl').textContent()).toContain(address)
      await look('7-confirmed')

      await page.getByRole('link', { name: 'Change it' }).last().click()
      await page.getByLabel('Current password').fill('correct horse battery')
      await page.getByLabel('New password').fill('battery staple')
      await look('8-password')
      await press(page, 'Change password')
      expect(await page.getByRole('status').textContent()).toContain('password is changed')
      await page.goto(`${example.origin}/sessions`)
      expect(await page.getByRole('listitem').count()).toBe(1)

      await press(page, 'Sign out everywhere')
      expect(pathOf(page)).toBe('/sign-in')
      expect(await page.getByRole('status').textContent()).toContain('on every device')
      await look('9-signed-out')
      for (const refused of [page, ...others]) {
        await refused.goto(`${example.origin}/profile`)
        expect(pathOf(refused)).toBe('/sign-in')
      }

      await fill(page, 'Sign in', username, 'incorrect horse')
      expect(await page.getByText('Wrong username or password.').isVisible()).toBe(true)
      await look('10-wrong-password')

      await page.getByRole('link', { name: 'Forgot your password?' }).click()
      await page.getByLabel('Username').fill(username)
      await press(page, 'Send a link')
      expect(await page.getByRole('status').textContent()).toContain('is on its way')
      await look('11-forgotten')
      await openMail(page, address)
      await press(page, 'Change password')
      expect(await page.getByText('Choose a password.').isVisible()).toBe(true)
      await look('12-reset')
      await page.getByLabel('New password').fill('correct horse battery')
      await press(page, 'Change password')
      await fill(page, 'Sign in', username, 'correct horse battery')
      expect(await title(page)).toBe(`Hello, ${username}`)
      await openMail(page, address)
      await page.getByLabel('New password').fill('battery staple')
      await press(page, 'Change password')
      expect(await title(page)).toBe('This link works no more')
      await look('13-link-is-over')
      await page.goto(`${example.origin}/nothing`)
      await look('14-not-found')
      for (const opened of [page, ...others]) await opened.context().close()
      await scripted.close()
    })
  },
)

describe('the smallest phone', { timeout: 120_000 }, () => {
  test('shows the longest name and an unknown browser within its width', async () => {
    const userAgent = `Unknown/${'0123456789'.repeat(12)}`
    const viewport = { width: 320, height: 640 }
    const page = await openPage({ viewport, userAgent, extraHTTPHeaders: atHome })
    await page.getByRole('link', { name: 'Create an account' }).click()
    await fill(page, 'Create account', 'w'.repeat(31), 'correct horse battery')
    const other = await openPage({ userAgent, extraHTTPHeaders: atHome })
    await fill(other, 'Sign in', 'w'.repeat(31), 'correct horse battery')
    await other.context().close()
    await page.goto(`${example.origin}/email`)
    const address = `${'w'.repeat(60)}@example.com`
    await page.getByLabel('E-mail address').fill(address)
    await page.getByLabel('Current password').fill('correct horse battery')
    await press(page, 'Send a link')
    await openMail(page, address)
    await press(page, 'Yes, confirm it')
    for (const path of ['/profile', '/sessions', '/password', '/email']) {
      await page.goto(example.origin + path)
      if (path.startsWith('/prof')) expect(await page.textContent('dl')).toContain(address)
      const box = await page.locator('html').evaluate((html) => html.scrollWidth)
      expect([path, box]).toEqual([path, 320])
    }
    await page.context().close()
  })
})

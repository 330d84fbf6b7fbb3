import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
let screenshots: string

beforeAll(async () => {
  screenshots = process.env.SCREENSHOTS ?? (await mkdtemp(join(tmpdir(), 'screenshots-')))
  await mkdir(screenshots, { recursive: true })
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
    deviceScaleFactor: 2,
    javaScriptEnabled: false,
  })
  const page = await context.newPage()
  await page.goto(example.origin)
  return page
}

async function fill(page: Page, button: string, username: string, password: string) {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: button }).click()
}

const pathOf = (page: Page) => new URL(page.url()).pathname
const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

describe.each(looks)('%s, without JavaScript', { timeout: 120_000 }, (look, username, options) => {
  test('somebody signs up, is private, signs out everywhere and is refused', async () => {
    const photograph = (name: string) =>
      page.screenshot({ path: join(screenshots, `${look}-${name}.png`), fullPage: true })
    const page = await openPage({ ...options, extraHTTPHeaders: atHome })
    expect(await title(page)).toBe('Sign in')
    await photograph('1-sign-in')

    await page.getByRole('link', { name: 'Create an account' }).click()
    await fill(page, 'Create account', 'Ada Lovelace', 'short')
    expect(pathOf(page)).toBe('/sign-up')
    expect(await page.getByText('Use only letters').isVisible()).toBe(true)
    expect(await page.getByText('Use 8 characters or more.').isVisible()).toBe(true)
    expect(await page.getByLabel('Username').inputValue()).toBe('Ada Lovelace')
    expect(await page.getByLabel('Password').inputValue()).toBe('')
    await photograph('2-sign-up')

    await fill(page, 'Create account', username, 'correct horse battery')
    expect(pathOf(page)).toBe('/profile')
    expect(await title(page)).toBe(`Hello, ${username}`)
    await photograph('3-profile')

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
    await photograph('4-sessions')

    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    expect(pathOf(page)).toBe('/sign-in')
    expect(await page.getByRole('status').textContent()).toContain('on every device')
    await photograph('5-signed-out')
    for (const refused of [page, ...others]) {
      await refused.goto(`${example.origin}/profile`)
      expect(pathOf(refused)).toBe('/sign-in')
    }

    await fill(page, 'Sign in', username, 'incorrect horse')
    expect(await page.getByText('Wrong username or password.').isVisible()).toBe(true)
    await photograph('6-wrong-password')
    await page.goto(`${example.origin}/nothing`)
    await photograph('7-not-found')
    for (const opened of [page, ...others]) await opened.context().close()
  })
})

describe('the smallest phone', { timeout: 120_000 }, () => {
  test('shows the longest name and an unknown browser within its width', async () => {
    const userAgent = `Unknown/${'0123456789'.repeat(12)}`
    const viewport = { width: 320, height: 640 }
    const page = await openPage({ viewport, userAgent, extraHTTPHeaders: atHome })
    await page.getByRole('link', { name: 'Create an account' }).click()
    await fill(page, 'Create account', 'w'.repeat(31), 'correct horse battery')
    for (const path of ['/profile', '/sessions']) {
      await page.goto(example.origin + path)
      expect(await page.locator('main').textContent()).toContain('Unknown/')
      const box = await page.locator('html').evaluate((html) => html.scrollWidth)
      expect([path, box]).toEqual([path, 320])
    }
    await page.context().close()
  })
})

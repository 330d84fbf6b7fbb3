import { expect, it } from 'vitest'
import { Browser } from '../apps/browser.ts'
import type { Answer } from './http-browser.ts'

const credentials = { username: 'ada', password: 'correct horse battery' }

/** What the pages do that `init --with-routes` has written. */
export function initCases(origin: () => string): void {
  it('has pages to sign up, in and out, which work as they are written', async () => {
    const browser = new Browser(origin())
    /** The page that a form leads to. */
    const submit = async (path: string, fields = {}, headers = {}): Promise<Answer> => {
      const answer = await browser.submit(path, fields, headers)
      const { location } = answer.headers
      return location === undefined ? answer : await browser.open(location)
    }
    expect((await browser.open('/account')).html).toContain('Sign in')
    for (const [path, fields, problem] of [
      ['/sign-up', { ...credentials, password: 'short' }, 'A password has 8 to 255 characters'],
      ['/sign-up', { username: '', password: credentials.password }, 'Give your username'],
      ['/sign-in', credentials, 'Wrong username or password'],
    ] as const) {
      expect((await submit(path, fields)).html).toContain(problem)
      expect(browser.cookie).toBe('')
    }
    expect((await submit('/sign-up', credentials)).html).toMatch(/Signed in as (<!-- -->)?ada/)
    expect((await submit('/sign-up', credentials)).html).toContain('This username is taken')
    await browser.submit('/account', {}, { Origin: 'https://evil.example' })
    expect((await browser.open('/account')).html).toMatch(/Signed in as (<!-- -->)?ada/)
    expect((await submit('/account')).html).toContain('Sign in')
    expect(browser.cookie).toBe('')
    const again = await submit('/sign-in', { ...credentials, username: 'ADA' })
    expect(again.html).toMatch(/Signed in as (<!-- -->)?ada/)
  })
}

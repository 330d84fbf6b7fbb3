import { describe, expect, test } from 'vitest'
import { Browser } from '../apps/browser.ts'
import type { Site } from '../apps/script.ts'
import { shownField } from './html.ts'

const password = 'correct horse battery'
const firefox = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' }
const safari = {
  'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/605.1',
}

/** What holds for the pages of an example with a profile and a list of sessions. */
export function accountCases(site: () => Site): void {
  const browserOf = (headers = {}) => new Browser(site().origin, '', headers)

  describe('an account', () => {
    test('is refused with the reason, beside the field that it is about', async () => {
      const browser = browserOf()
      await browser.submit('/sign-up', { username: 'Carla', password })
      for (const [path, fields, field, reason] of [
        ['/sign-up', { username: 'CARLA', password }, 'username', 'is taken'],
        ['/sign-up', { username: 'a:"b', password }, 'username', 'Use 3 to 31 letters'],
        ['/sign-up', { username: 'dora', password: 'short' }, 'password', '8 characters or more'],
        ['/sign-up', { username: 'dora', password: 'x'.repeat(256) }, 'password', 'or fewer'],
        ['/sign-up', {}, 'username', 'Use 3 to 31 letters'],
        ['/sign-in', { username: 'carla', password: 'wrong horse' }, 'password', 'Wrong username'],
        ['/sign-in', { username: 'nobody', password }, 'password', 'Wrong username'],
        ['/sign-in', {}, 'password', 'Wrong username'],
      ] as const) {
        const guest = browserOf()
        const { html, status } = await guest.submit(path, fields)
        expect(status, html).toBeLessThan(500)
        const shown = shownField(html, field)
        expect(shown.hasLabel).toBe(true)
        expect(shown.descriptions).toContainEqual(expect.stringContaining(reason))
        const typed = 'username' in fields ? fields.username : undefined
        expect(shownField(html, 'username').attributes.value ?? '').toBe(typed ?? '')
        expect(guest.cookie).toBe('')
      }
    })

    test('has pages that nobody else sees, which name no session id', async () => {
      for (const path of ['/', '/profile', '/sessions']) {
        expect(await browserOf().open(path)).toMatchObject({ status: 200, path: '/sign-in' })
      }
      const browser = browserOf(firefox)
      await browser.submit('/sign-up', { username: 'berta', password })
      const profile = await browser.open('/')
      expect(profile).toMatchObject({ status: 200, path: '/profile' })
      expect(profile.html).toContain('Firefox on Linux')
      expect(await browser.open('/sign-in')).toMatchObject({ path: '/profile' })
      const sessions = await browser.open('/sessions')
      const id = String(browser.cookie.split('=')[1])
      for (const { html } of [profile, sessions]) expect(html).not.toContain(id)
    })

    test('signs out everywhere', async () => {
      const first = browserOf(firefox)
      await first.submit('/sign-up', { username: 'emma', password })
      const second = browserOf(safari)
      await second.submit('/sign-in', { username: 'Emma', password })
      const { html } = await first.open('/sessions')
      expect(html).toContain('Safari on iPhone')
      expect(html).toMatch(/Firefox on Linux((?!Safari).)*This browser/s)
      const out = await first.submit('/sessions', {}, {}, 'Sign out everywhere')
      expect([out.status, first.cookie]).toEqual([303, ''])
      for (const browser of [first, second]) {
        expect(await browser.open('/profile')).toMatchObject({ path: '/sign-in' })
      }
    })
  })
}

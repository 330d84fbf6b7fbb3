import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, expect, it, vi } from 'vitest'
import { createApp } from './app.ts'

// npx lucia-setup sql --dialect sqlite > tables.sql
const tables = readFileSync(new URL('tables.sql', import.meta.url), 'utf8')

/** An app on a database in memory, and the cookie of a user who is signed in. */
async function signedIn() {
  const database = new Database(':memory:')
  database.exec(tables)
  const { app, auth } = createApp(database)
  const { userId } = await auth.createUser({ key: null }) // no password, no time for its hash
  const session = await auth.createSession({ userId })
  const [Cookie = ''] = auth.createSessionCookie(session).serialize().split(';')
  return { app, Cookie, userId }
}

afterEach(() => {
  vi.useRealTimers()
})

it('shows who is signed in', async () => {
  const { app, Cookie, userId } = await signedIn()
  const answer = await app.request('/me', { headers: { Cookie } })
  expect(await answer.text()).toBe(userId)
})

it('signs out', async () => {
  const { app, Cookie } = await signedIn()
  const headers = { Cookie, Origin: 'http://localhost' }
  const answer = await app.request('/sign-out', { method: 'POST', headers })
  expect(answer.status).toBe(200)
  expect((await app.request('/me', { headers })).status).toBe(401)
})

it('renews a session after a day, and ends it after two weeks more', async () => {
  const { app, Cookie } = await signedIn()
  const day = 24 * 60 * 60 * 1000
  vi.useFakeTimers({ now: Date.now() + 2 * day, toFake: ['Date'] })
  const renewed = await app.request('/me', { headers: { Cookie } })
  expect(renewed.headers.get('Set-Cookie')).toContain(Cookie)
  vi.setSystemTime(Date.now() + 16 * day)
  expect((await app.request('/me', { headers: { Cookie } })).status).toBe(401)
})

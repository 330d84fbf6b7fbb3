import Database from 'better-sqlite3'
import { text } from 'drizzle-orm/sqlite-core'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { scrypt } from '../../src/password.ts'
import { createSchema } from '../../src/schema/sqlite.ts'
import type { ServedDatabase } from '../drivers/driver.ts'
import { sqliteFile } from '../drivers/sqlite-file.ts'

const origin = 'https://app.example.com'
const password = 'correct horse'
const email = 'ada@example.com'
const schema = createSchema({ user: { email: text('email').notNull() } })

/** A database that lucia-setup has written: a user with a password, GitHub and two sessions. */
async function lucia() {
  const at = await sqliteFile()
  const database = new Database(at.environment.DATABASE_FILE ?? '')
  database.exec("alter table user add column email text not null default ''")
  const { auth } = createAuth(database, { schema, getUserAttributes: ({ email }) => ({ email }) })
  const key = { providerId: 'email', providerUserId: email, password }
  const { userId } = await auth.createUser({ key, attributes: { email } })
  await auth.createKey({ userId, providerId: 'github', providerUserId: '1:2', password: null })
  const { sessionId } = await auth.createSession({ userId })
  const old = await auth.createSession({ userId, sessionId: 'expired' })
  database.prepare('update user_session set idle_expires = 1 where id = ?').run(old.sessionId)
  return { ...at, auth, database, userId, sessionId }
}

let before: Awaited<ReturnType<typeof lucia>>

async function start(): Promise<void> {
  before = await lucia()
  vi.stubEnv('DATABASE_FILE', before.environment.DATABASE_FILE)
  vi.stubEnv('BETTER_AUTH_URL', origin)
  vi.stubEnv('BETTER_AUTH_SECRET', 'a secret of at least thirty-two characters')
}

async function stop(database: Pick<ServedDatabase, 'close'>): Promise<void> {
  vi.unstubAllEnvs()
  before.database.close()
  await database.close()
}

/** The cookies of an answer, as a browser sends them back. */
function cookies(answer: Response): string {
  const sent = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return sent.filter((cookie) => !cookie.endsWith('=')).join('; ')
}

const bySession = () => ({ Cookie: `auth_session=${before.sessionId}` })

describe('the way to better-auth', () => {
  let app: Hono

  const signIn = (given: string) =>
    app.request(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin },
      body: JSON.stringify({ email, password: given }),
    })

  beforeAll(async () => {
    await start()
    await import('./snippets/leaving/migrate.ts')
    app = (await import('./snippets/leaving/app.ts')).app
  })
  afterAll(() => stop(before))

  it('keeps the password of a user, and the id', async () => {
    expect((await signIn('wrong horse')).status).toBe(401)
    const answer = await signIn(password)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ user: { id: before.userId, email } })
    const me = await app.request(`${origin}/me`, { headers: { Cookie: cookies(answer) } })
    expect(await me.text()).toBe(email)
  })

  it('keeps a live session, whose cookie is exchanged once', async () => {
    const first = await app.request(`${origin}/me`, { headers: bySession() })
    expect(await first.text()).toBe(email)
    const [session, removed] = first.headers.getSetCookie()
    expect(session).toMatch(/^__Secure-better-auth\.session_token=.*HttpOnly; Secure; SameSite=Lax/)
    expect(removed).toMatch(/^auth_session=; Max-Age=0; Path=\/; Secure$/)

    const second = await app.request(`${origin}/me`, { headers: { Cookie: cookies(first) } })
    expect(await second.text()).toBe(email)
    expect(second.headers.getSetCookie()).toEqual([])
  })

  it('does not keep a session where the same request has begun another', async () => {
    const { auth } = await import('./snippets/leaving/auth.ts')
    const berta = { email: 'berta@example.com', name: 'Berta', password }
    await auth.api.signUpEmail({ body: berta })
    const answer = await app.request(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin, ...bySession() },
      body: JSON.stringify(berta),
    })
    const me = await app.request(`${origin}/me`, { headers: { Cookie: cookies(answer) } })
    expect(await me.text()).toBe('berta@example.com')
  })

  it('ends such a session as any other', async () => {
    const { sessionId } = before
    const first = await app.request(`${origin}/me`, { headers: bySession() })
    const signOut = await app.request(`${origin}/api/auth/sign-out`, {
      method: 'POST',
      headers: { Cookie: cookies(first), Origin: origin },
    })
    expect(signOut.status).toBe(200)
    for (const Cookie of [cookies(first), `auth_session=${sessionId}`]) {
      const answer = await app.request(`${origin}/me`, { headers: { Cookie } })
      expect(await answer.text()).toBe('nobody')
    }
  })

  it.each(['expired', 'unknown', 'true'])('signs nothing but a session: %s', async (token) => {
    const headers = { Cookie: `auth_session=${token}` }
    const answer = await app.request(`${origin}/me`, { headers })
    expect(await answer.text()).toBe('nobody')
    expect(cookies(answer)).toBe('')
  })

  it('takes keys without a password as accounts', () => {
    const account = before.database.prepare('select * from accounts where providerId = ?')
    expect(account.get('github')).toMatchObject({ accountId: '1:2', userId: before.userId })
  })

  it('leaves Lucia as it was', async () => {
    expect(await before.auth.useKey('email', email, password)).toMatchObject({
      userId: before.userId,
    })
    expect(await before.auth.validateSession(before.sessionId)).toMatchObject({ user: { email } })
  })

  it('reads all hashes where this library checks them', async () => {
    const { auth } = await import('./snippets/leaving/old-hashes.ts')
    const update = before.database.prepare('update accounts set password = ? where userId = ?')
    for (const hash of [
      await scrypt.generate(password),
      await scrypt({ cost: 32_768 }).generate(password),
    ]) {
      update.run(hash, before.userId)
      const { user } = await auth.api.signInEmail({ body: { email, password } })
      expect(user.id).toBe(before.userId)
    }
  })
})

describe('code of one’s own', () => {
  let own: typeof import('./snippets/leaving/own-auth.ts')

  const request = (init: RequestInit = {}) => new Request(`${origin}/`, init)
  const ofCookie = (cookie: string) => request({ headers: { Cookie: cookie.split(';')[0] ?? '' } })

  beforeAll(async () => {
    await start()
    own = await import('./snippets/leaving/own-auth.ts')
  })
  afterAll(() => stop(before))

  it('reads the sessions of the cookies that there are', async () => {
    const session = await own.readSession(request({ headers: bySession() }))
    expect(session).toMatchObject({ id: before.sessionId, user: { id: before.userId, email } })
    expect(session?.cookie).toBeUndefined()
    for (const token of ['expired', 'unknown']) {
      expect(await own.readSession(ofCookie(`auth_session=${token}`))).toBeNull()
    }
  })

  it('renews an idle session, and sends its cookie', async () => {
    before.database.prepare('update user_session set active_expires = 1').run()
    const session = await own.readSession(request({ headers: bySession() }))
    expect(session?.cookie).toContain(`auth_session=${before.sessionId}; HttpOnly; Secure`)
    expect(await before.auth.validateSession(before.sessionId)).toMatchObject({ fresh: false })
  })

  it('takes the passwords that there are, and no others', async () => {
    const cookie = (await own.signIn(email, password)) ?? ''
    expect(await own.readSession(ofCookie(cookie))).toMatchObject({ user: { email } })
    expect(await own.signIn(email, 'wrong horse')).toBeNull()
    expect(await own.signIn('berta@example.com', password)).toBeNull()
  })

  it('writes what lucia-setup reads: users, passwords, sessions', async () => {
    await own.signUp('berta@example.com', password)
    await before.auth.useKey('email', 'berta@example.com', password)
    const cookie = (await own.signIn('berta@example.com', password)) ?? ''
    const sessionId = before.auth.readSessionCookie(cookie) ?? ''
    expect(await before.auth.validateSession(sessionId)).toMatchObject({
      user: { email: 'berta@example.com' },
    })
    await own.signOut(sessionId)
    await expect(before.auth.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  })

  it('trusts no form of another site', async () => {
    const headers = { ...bySession(), Origin: 'https://evil.example.com' }
    expect(await own.readSession(request({ method: 'POST', headers }))).toBeNull()
    const own_ = { ...bySession(), Origin: origin }
    expect(await own.readSession(request({ method: 'POST', headers: own_ }))).not.toBeNull()
  })
})

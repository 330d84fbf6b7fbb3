import { randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  email: text('email').notNull(),
})
const session = sqliteTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: integer('active_expires').notNull(),
  idleExpires: integer('idle_expires').notNull(),
})
const key = sqliteTable('user_key', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  hashedPassword: text('hashed_password'),
})

const db = drizzle(new Database(process.env.DATABASE_FILE))
const day = 24 * 60 * 60 * 1000
const expiries = () => ({ activeExpires: Date.now() + day, idleExpires: Date.now() + 15 * day })

/** The user of a request, and the cookie to send where the session was renewed. */
export async function readSession(request: Request) {
  const [, id = ''] = /(?:^|; )auth_session=([^;]+)/.exec(request.headers.get('Cookie') ?? '') ?? []
  if (id === '' || !isTrusted(request)) return null
  const found = await db
    .select()
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(eq(session.id, id))
    .get()
  if (!found || found.user_session.idleExpires < Date.now()) return null
  if (found.user_session.activeExpires >= Date.now()) return { id, user: found.user }
  await db.update(session).set(expiries()).where(eq(session.id, id))
  return { id, user: found.user, cookie: cookieOf(id) }
}

/** Signs in: gives the cookie to send, or null. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const found = await db
    .select()
    .from(key)
    .where(eq(key.id, `email:${email}`))
    .get()
  // An unknown name takes the time of a wrong password.
  const hash = found?.hashedPassword ?? `s2::${'0'.repeat(128)}`
  if (!(await fits(password, hash)) || !found) return null
  const id = random(40)
  await db.insert(session).values({ id, userId: found.userId, ...expiries() })
  return cookieOf(id)
}

export async function signUp(email: string, password: string): Promise<void> {
  const userId = random(15)
  const salt = random(16)
  const hashedPassword = `s2:${salt}:${(await hashOf(password, salt, 16)).toString('hex')}`
  db.transaction((tx) => {
    tx.insert(user).values({ id: userId, email }).run()
    tx.insert(key)
      .values({ id: `email:${email}`, userId, hashedPassword })
      .run()
  })
}

/** Signs out: gives the cookie to send. */
export async function signOut(id: string): Promise<string> {
  await db.delete(session).where(eq(session.id, id))
  return cookieOf('', 0)
}

function cookieOf(id: string, maxAge = (15 * day) / 1000): string {
  return `auth_session=${id}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=${maxAge}`
}

/** Whether a request comes from the app's own pages, or changes nothing. Ask it in sign-in too. */
export function isTrusted({ method, headers, url }: Request): boolean {
  if (method === 'GET' || method === 'HEAD') return true
  const site = headers.get('Sec-Fetch-Site')
  return site ? site === 'same-origin' : headers.get('Origin') === new URL(url).origin
}

/** Lucia's hashes: those of version 2 begin with `s2`, the older ones have half the block size. */
async function fits(password: string, hash: string): Promise<boolean> {
  const [expected = '', salt = '', version] = hash.split(':').reverse()
  const actual = await hashOf(password, salt, version === 's2' ? 16 : 8)
  return expected.length === 128 && timingSafeEqual(actual, Buffer.from(expected, 'hex'))
}

function hashOf(password: string, salt: string, blockSize: number): Promise<Buffer> {
  const options = { N: 16_384, r: blockSize, p: 1, maxmem: 64 * 1024 * 1024 }
  return derive(password.normalize('NFKC'), salt, 64, options)
}

const derive = promisify<string, string, number, object, Buffer>(scrypt)

function random(length: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { type Auth, LuciaError } from 'lucia'
import { generateLuciaPasswordHash } from 'lucia/utils'
import type { FixtureApp } from './files.ts'
import { openEmpty } from './open.ts'

/** An app that runs, and where its database is. */
export interface Driven extends Omit<FixtureApp, 'files' | 'entry'> {
  bundle: string
  /** A file, or the URL of a database. */
  address: string
}

/** What the entry of an app exports. */
interface Running {
  auth: Auth
  call?(request: Request, jar: object): Promise<Response>
  listener?: RequestListener
}

const sessionId = 'oldsession'.padEnd(40, 'x')
const password = 'correct horse'
const origin = 'http://localhost:3000'
const far = { active_expires: 4_000_000_000_123, idle_expires: 4_100_000_000_456 }

/** The hash of the old password, as Lucia makes it and as the apps do. */
const luciaHash = await generateLuciaPasswordHash(password)
const ownHash = createHash('sha256').update(password).digest('hex')

const [, , input = ''] = process.argv
const apps: Driven[] = JSON.parse(await readFile(input, 'utf8'))
const said: Record<string, string[]> = {}
for (const app of apps) said[app.name] = await drive(app)
console.log(JSON.stringify(said))
process.exit()

/** Fills the database as the official adapter does, and writes down all that the app shows. */
async function drive(app: Driven): Promise<string[]> {
  const database = await openEmpty(app)
  for (const statement of app.tables) await database.run(statement)
  const user = { id: 'olduser', ...app.user }
  const hash = app.hashes ? luciaHash : ownHash
  const key = { id: 'username:ann', user_id: user.id, hashed_password: hash }
  const old = { id: sessionId, user_id: user.id, ...far, ...app.session }
  const adapter = database.adapter(LuciaError)
  await adapter.setUser(user, key)
  await adapter.setSession(old)
  process.env.DATABASE_FILE = app.address
  process.env.DATABASE_URL = app.address
  const running: Running = await import(app.bundle)
  const lines = await shown(running)
  await database.close()
  return lines
}

/** What is shown, with names in the place of ids that are random. */
async function shown({ auth, ...routes }: Running): Promise<string[]> {
  const lines: string[] = []
  const note = (what: string, value: unknown) =>
    lines.push(`${what}: ${inspect(value, { depth: 9 })}`)
  const attempt = async (what: string, work: () => unknown) => {
    const result = await Promise.resolve().then(work).catch(String)
    note(what, result)
    return result
  }
  await attempt('old session', () => auth.validateSession(sessionId))
  await attempt('old user', () => auth.getUser('olduser'))
  await attempt('old password', () => auth.useKey('username', 'ann', password))
  await attempt('wrong password', () => auth.useKey('username', 'ann', 'wrong'))
  const visit = await visitor(routes)
  note('old visitor', await visit('/me', sessionId))
  note('stranger', await visit('/me'))
  const { status, body: userId, cookie } = await visit('/sign-up', '', 'Bob')
  note('sign-up', [status, typeof cookie])
  note('new visitor', await visit('/me', cookie))
  note('taken name', await visit('/sign-up', '', 'Bob'))
  note('taken key', await visit('/sign-up', '', 'BOB'))
  await attempt('new password', () => auth.useKey('username', 'bob', password))
  await attempt('change', () => auth.updateUserAttributes(userId, { username: 'Rob', born: null }))
  await attempt('changed user', () => auth.getUser(userId))
  await attempt('keys', () => auth.getAllUserKeys(userId))
  await attempt('sessions', async () => (await auth.getAllUserSessions(userId)).length)
  await attempt('deletion', () => auth.deleteUser(userId))
  await attempt('user who is gone', () => auth.getUser(userId))
  await attempt('session that is gone', () => auth.validateSession(cookie).catch(() => 'refused'))
  const names = { [userId]: '<new user>', [cookie || '-']: '<new session>' }
  return lines.map((line) =>
    Object.entries(names)
      .reduce((text, [id, name]) => text.replaceAll(id, name), line)
      // Of a new session, the time is that of the test.
      .replace(/(PeriodExpiresAt: )20[23]\d-[^,]*/g, '$1<soon>'),
  )
}

/** Calls the routes of an app with a cookie, or with the form of somebody who signs up. */
async function visitor({ call, listener }: Omit<Running, 'auth'>) {
  const server = listener && createServer(listener).listen(0)
  const port = (server?.address() as AddressInfo | undefined)?.port
  return async (path: string, cookie = '', username?: string) => {
    const url = port ? `http://localhost:${port}${path}` : origin + path
    const headers = { cookie: `auth_session=${cookie}`, origin: new URL(url).origin }
    const body = new URLSearchParams({ username: username ?? '', password })
    const request = new Request(url, username ? { method: 'POST', headers, body } : { headers })
    const jar = { value: cookie, sent: '', set: (_: string, value: string) => (jar.sent = value) }
    const response = await (call ? call(request, jar) : fetch(request))
    const sent = /^auth_session=([^;]*)/.exec(response.headers.get('Set-Cookie') ?? '')?.[1]
    return { status: response.status, body: await response.text(), cookie: jar.sent || sent || '' }
  }
}

import { type Cookie, LuciaError, type Session as LuciaSession } from 'lucia'
import { withoutSecrets } from '../secrets.ts'
import {
  type MiddlewareContext,
  refuseCookie,
  type SessionRequest,
  toHeaders,
} from './cookie-setter.ts'
import type { SessionCookies, SessionToStore } from './cookies.ts'
import type { SessionCheck } from './session-check.ts'
import { type IncomingRequest, isHandshake } from './trust.ts'

/** May refuse a session, which ends it. */
export type Accepts = (session: LuciaSession) => Promise<boolean>

/** What a request needs of the set-up that handles it. */
export interface RequestSetup {
  check: SessionCheck
  isTrusted(request: IncomingRequest): boolean
  readCookies(header: string | null | undefined, name?: string): string[]
  isSessionId(value: string): boolean
  readBearerToken(header: string | null): string | null
  invalidateSession(sessionId: string): Promise<void>
  cookie: SessionCookies
}

/** The cookies of a name that the session cookie had before. */
interface OldCookies {
  name: string
  values: string[]
}

/** More cookies of one name than this are no browser's doing, and each costs a statement. */
const mostCookies = 4

/**
 * One request's session, in place of Lucia's `AuthRequest`, with the same methods. Lucia's never
 * sends the cookie of a renewed session, mixes up the sessions of cookie and bearer token, and throws
 * on headers that anyone can send.
 */
export class RequestSession implements SessionRequest {
  readonly #setup: RequestSetup
  readonly #accepts: Accepts | undefined
  readonly #setCookie: (cookie: Cookie) => void
  readonly #askToSet: ((cookie: Cookie) => void) | undefined
  readonly #onRenewal: MiddlewareContext['onRenewal']
  readonly #bearerToken: string | null
  /** What the browser has in cookies of the session's name, as far as it may be trusted. */
  #cookies: readonly string[] = []
  /** What it has under the names of before, by name. */
  #oldCookies: readonly OldCookies[] = []
  #cookieSession: Promise<LuciaSession | null> | undefined
  #bearerSession: Promise<LuciaSession | null> | undefined

  constructor(setup: RequestSetup, context: MiddlewareContext, accepts?: Accepts) {
    const { method, url } = context.request
    const request = { method, url, headers: toHeaders(context.request.headers) }
    this.#setup = setup
    this.#accepts = accepts
    this.#setCookie = context.setCookie
    this.#onRenewal = context.onRenewal
    this.#askToSet = isHandshake(request) ? refuseCookie : context.askToSet
    this.#bearerToken = setup.readBearerToken(request.headers.get('Authorization'))
    if (setup.isTrusted(request)) {
      const header = request.headers.get('Cookie')
      const sent = setup.readCookies(header)
      this.#oldCookies = setup.cookie.oldNames
        .map((name) => ({ name, values: setup.readCookies(header, name) }))
        .filter(({ values }) => values.length > 0)
      const parsed = context.sessionCookie ?? context.request.storedSessionCookie ?? sent[0]
      // One that the browser has not sent has been set since, and counts alone.
      this.#cookies = parsed === undefined || sent.includes(parsed) ? sent : [parsed]
    }
  }

  readonly setSession = (session: SessionToStore): void => {
    const [cookie, ...others] = [...this.#cookies, ...this.#oldCookies]
    if (cookie === session?.sessionId && others.length === 0) return
    this.#cookieSession = undefined
    this.#replaceCookies(session)
  }

  readonly validate = (): Promise<LuciaSession | null> => {
    this.#cookieSession ??= this.#validateCookies(this.#cookies)
    return this.#cookieSession
  }

  readonly validateBearerToken = (): Promise<LuciaSession | null> => {
    this.#bearerSession ??= this.#validateToken(this.#bearerToken)
    return this.#bearerSession
  }

  readonly invalidate = (): void => {
    this.#cookieSession = undefined
    this.#bearerSession = undefined
  }

  async #validateToken(token: string | null): Promise<LuciaSession | null> {
    const session = token === null ? null : await this.#find(token)
    return session && (await orNull(this.#setup.check.renewSession(session)))
  }

  async #validateCookies(cookies: readonly string[]): Promise<LuciaSession | null> {
    const old = this.#oldCookies
    if (cookies.length === 0 && old.length === 0) return null
    const own = await this.#sessionsOf(cookies)
    // One of an old name counts only where there is none: other hosts of the site may have set it.
    const isOwn = own?.length !== 0 || old.length === 0
    const found = isOwn ? own : await this.#sessionsOf(old.flatMap(({ values }) => values))
    if (found === undefined) return null
    const [session, ...others] = found
    if (session === undefined) return this.#endCookies(cookies)
    // A host of the same site can set a cookie with a session of its own for this host.
    if (others.some(({ user }) => user.userId !== session.user.userId)) return null
    if (this.#cookies !== cookies) return session
    const renewed = await this.#renew(session)
    if (!renewed) return others.length === 0 ? this.#endCookies(cookies) : null
    if (old.length > 0 && this.#cookies === cookies) succeeds(() => this.#replaceCookies(renewed))
    return renewed
  }

  /** The valid sessions of cookies, the newest first; undefined where no browser sends so many. */
  async #sessionsOf(cookies: readonly string[]): Promise<LuciaSession[] | undefined> {
    const ids = cookies.filter((cookie) => this.#setup.isSessionId(cookie))
    if (ids.length > mostCookies) return undefined
    const found = await Promise.all(ids.map((id) => this.#find(id)))
    return found.filter((each) => each !== null).sort(byEnd)
  }

  /** Renews a session where the browser will have its cookie then. */
  async #renew(session: LuciaSession): Promise<LuciaSession | null> {
    const { check, cookie } = this.#setup
    const cookies = this.#cookies
    const ask = this.#askToSet
    const keeps = (setCookie: (cookie: Cookie) => void, renewed: LuciaSession) =>
      succeeds(() => setCookie(cookie.create(renewed))) || !cookie.expires
    const renewal = check.renewSession(session, (renewed) => !ask || keeps(ask, renewed))
    const renewed = await orNull(renewal)
    // A session that was set meanwhile, at a login say, has sent its own cookie.
    if (ask || !renewed?.fresh || this.#cookies !== cookies) return renewed
    if (keeps(this.#setCookie, renewed)) {
      this.#onRenewal?.(() => check.restoreSession(session))
      return renewed
    }
    await check.restoreSession(session)
    return session
  }

  /** The valid session of an id that this request may use. */
  async #find(sessionId: string): Promise<LuciaSession | null> {
    const session = await orNull(this.#setup.check.getSession(sessionId))
    if (session === null || !this.#accepts || (await this.#accepts(session))) return session
    await this.#setup.invalidateSession(session.sessionId)
    return null
  }

  #endCookies(cookies: readonly string[]): null {
    if (this.#cookies === cookies) succeeds(() => this.#replaceCookies(null))
    return null
  }

  #replaceCookies(session: SessionToStore): void {
    const { cookie } = this.#setup
    const sent = this.#cookies.length === 0 ? [cookie.create(session)] : cookie.replace(session)
    for (const { name } of this.#oldCookies) sent.push(...cookie.end(name))
    this.#oldCookies = []
    this.#cookies = session ? [session.sessionId] : []
    try {
      for (const each of sent) this.#setCookie(each)
    } catch (error) {
      // A header that cannot be sent is quoted by some frameworks, with the session id.
      throw withoutSecrets(error, this.#cookies)
    }
  }
}

/** The session that was made or renewed last. */
function byEnd(a: LuciaSession, b: LuciaSession): number {
  return b.idlePeriodExpiresAt.getTime() - a.idlePeriodExpiresAt.getTime()
}

/** Some middlewares cannot set cookies, where only a response can. */
function succeeds(setCookie: () => void): boolean {
  try {
    setCookie()
    return true
  } catch {
    return false
  }
}

async function orNull(session: Promise<LuciaSession>): Promise<LuciaSession | null> {
  try {
    return await session
  } catch (error) {
    if (error instanceof LuciaError) return null
    throw error
  }
}

import { type Cookie, DEFAULT_SESSION_COOKIE_NAME, type Auth as LuciaAuth } from 'lucia'
import { serializeCookie } from 'lucia/utils'
import type { Session } from './auth.ts'
import type { Parts } from './parts.ts'

/** What a session's cookie is made of; null ends the browser's session. */
export type SessionToStore = Pick<Session, 'sessionId' | 'idlePeriodExpiresAt'> | null

/** The session cookie of a set-up. */
export interface SessionCookies {
  name: string
  /** The names that browsers may have it under from before. */
  oldNames: readonly string[]
  /** Whether the browser drops the cookie when the session is over, unless it is renewed. */
  expires: boolean
  create(session: SessionToStore): Cookie
  /**
   * The cookies that put a session in the place of those that the browser has. Where the cookie is
   * of a domain, one of the host alone may be left from before: it is sent as well, and ended here.
   */
  replace(session: SessionToStore): Cookie[]
  /** The cookies that end those of another name. */
  end(name: string): Cookie[]
}

type Attributes = Cookie['attributes'] & { partitioned?: boolean }

export function sessionCookies(
  { createSessionCookie }: LuciaAuth,
  options: Parts['options'],
): SessionCookies {
  const {
    name = DEFAULT_SESSION_COOKIE_NAME,
    oldNames = [],
    expires = true,
  } = options.sessionCookie ?? {}
  const create = (session: SessionToStore) => {
    // Lucia reads no more of a session.
    const { value, attributes } = createSessionCookie(session as Session | null)
    return toCookie(name, value, attributes)
  }
  const replacement = (name: string, last: Cookie) => {
    const { domain, ...attributes } = create(null).attributes
    return domain ? [toCookie(name, '', attributes), last] : [last]
  }
  return {
    name,
    oldNames,
    expires,
    create,
    replace: (session) => replacement(name, create(session)),
    end: (name) => replacement(name, toCookie(name, '', create(null).attributes)),
  }
}

/** Lucia's serializer does not know `Partitioned`. */
function toCookie(name: string, value: string, attributes: Attributes): Cookie {
  const end = attributes.partitioned ? '; Partitioned' : ''
  return {
    name,
    value,
    attributes,
    serialize: () => serializeCookie(name, value, attributes) + end,
  }
}

/** The different values of a cookie in a `Cookie` header, in their order. */
export function cookieValues(header: string | null | undefined, name: string): string[] {
  const values = new Set<string>()
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    // Other white space is part of a name: browsers do not see a prefix behind it, `__Host-` say.
    if (at === -1 || trim(pair.slice(0, at)) !== name) continue
    const value = trim(pair.slice(at + 1))
    values.add(decode(/^"(.*)"$/s.exec(value)?.[1] ?? value))
  }
  return [...values]
}

/** In a loop, since a pattern takes a long while for a long run of blanks. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (isBlank(text[start])) start++
  while (end > start && isBlank(text[end - 1])) end--
  return text.slice(start, end)
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

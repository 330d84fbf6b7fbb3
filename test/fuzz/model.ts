import type { CsrfProtection } from '../../src/internal/auth/trust.ts'

/** One request of the fuzz test, as the values that a client and an app choose. */
export interface FuzzRequest {
  method: string
  url: string | undefined
  /** By lower-case name. */
  headers: ReadonlyMap<string, string>
  /** The cookie as the framework has read it, where it has. */
  sessionCookie: string | null | undefined
}

export type Rules = boolean | undefined | CsrfProtection

/**
 * Whether the cookie of a request may be used, from the text of the rules alone: a method that
 * changes nothing; else `Sec-Fetch-Site`; else `Origin` against the app's own and those allowed.
 */
export function trusts({ method, url, headers }: FuzzRequest, given: Rules): boolean {
  if (given === false) return true
  const rules = typeof given === 'object' ? given : {}
  if (/^(GET|HEAD|OPTIONS|TRACE)$/i.test(method)) return true
  switch (headers.get('sec-fetch-site')) {
    case 'same-origin':
    case 'none':
      return true
    case 'cross-site':
      return false
  }

  const origin = siteOf(headers.get('origin'))
  if (!origin) return false
  let own: Site | undefined
  if (rules.host !== undefined) own = siteOfHost(origin, rules.host)
  else if (rules.hostHeader !== undefined) {
    own = siteOfHost(origin, headers.get(rules.hostHeader.toLowerCase()))
  } else if (url) own = siteOf(url)
  else own = siteOfHost(origin, headers.get('host'))
  if (!own || own.scheme !== origin.scheme) return false
  if (own.host === origin.host) return true

  const allowed = rules.allowedSubDomains ?? rules.allowedSubdomains ?? []
  const below = origin.host.endsWith(`.${own.host}`)
    ? origin.host.slice(0, -own.host.length - 1)
    : undefined
  if (allowed === '*') return below !== undefined
  return allowed.includes(origin.host) || (below !== undefined && allowed.includes(below))
}

interface Site {
  scheme: string
  /** With the port, where it is not the scheme's own. */
  host: string
}

function siteOf(text: string | undefined): Site | undefined {
  try {
    const { protocol, host } = new URL(text ?? '')
    return host === '' ? undefined : { scheme: protocol, host }
  } catch {
    return undefined
  }
}

/** Where only the host is known, the scheme is not compared: it is taken to be the origin's. */
function siteOfHost({ scheme }: Site, host: string | undefined): Site | undefined {
  return host === undefined || host === '' ? undefined : siteOf(`${scheme}//${host}`)
}

/** The session id that a request names in its cookie, trusted or not; null where it names none. */
export function cookieOf({ headers, sessionCookie }: FuzzRequest): string | null {
  if (typeof sessionCookie === 'string') return sessionCookie
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [, name, value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? []
    if (name?.trim() !== 'auth_session') continue
    const [, quoted] = /^"(.*)"$/s.exec(value.trim()) ?? []
    return decoded(quoted ?? value.trim())
  }
  return null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The session id that a request names as its bearer token. */
export function bearerOf({ headers }: FuzzRequest): string | null {
  const [, token] = /^Bearer ([^ ]+)/.exec(headers.get('authorization') ?? '') ?? []
  return token ?? null
}

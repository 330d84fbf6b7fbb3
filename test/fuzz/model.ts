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

/** What the app has set. */
export interface Rules {
  csrfProtection: boolean | undefined | CsrfProtection
  env: 'DEV' | 'PROD' | undefined
}

/** Origins as an app may write them, and what browsers send for them. */
export const originsAsSent: Readonly<Record<string, string>> = {
  'https://partner.example.net': 'https://partner.example.net',
  'HTTPS://Partner.Example.NET:443': 'https://partner.example.net',
  'http://localhost:5173': 'http://localhost:5173',
  'http://app.example.com:80': 'http://app.example.com',
  'https://bücher.example': 'https://xn--bcher-kva.example',
  'capacitor://localhost': 'capacitor://localhost',
  'TAURI://LocalHost': 'tauri://localhost',
}

/**
 * Whether the cookie of a request may be used, from the text of the rules alone: a method that
 * changes nothing and no handshake; else a listed origin; else `Sec-Fetch-Site`; else `Origin` against
 * the app's own and those allowed.
 */
export function trusts({ method, url, headers }: FuzzRequest, given: Rules): boolean {
  const { csrfProtection, env } = given
  if (csrfProtection === false) return true
  const rules = typeof csrfProtection === 'object' ? csrfProtection : {}
  if (/^(GET|HEAD|OPTIONS|TRACE)$/i.test(method) && !headers.has('upgrade')) return true
  const origin = siteOf(headers.get('origin'))
  if (origin) {
    const sent = `${origin.scheme}//${origin.host}`.toLowerCase()
    if (rules.origins?.some((written) => originsAsSent[written] === sent)) return true
  }
  switch (headers.get('sec-fetch-site')) {
    case 'same-origin':
    case 'none':
      return true
    case 'cross-site':
      return false
  }

  if (!origin) return false
  const scheme = env === 'DEV' && origin.scheme === 'http:' ? 'http:' : 'https:'
  let own: Site | undefined
  if (rules.host !== undefined) own = siteOfHost(scheme, rules.host)
  else if (rules.hostHeader !== undefined) {
    own = siteOfHost(scheme, headers.get(rules.hostHeader.toLowerCase()))
  } else if (url) own = siteOf(url.replace(/^wss:/, 'https:').replace(/^ws:/, 'http:'))
  else own = siteOfHost(scheme, headers.get('host'))
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

/** Where only the host is known, its pages are on `https:`, and in DEV on `http:` as well. */
function siteOfHost(scheme: string, host: string | undefined): Site | undefined {
  return host === undefined || host === '' ? undefined : siteOf(`${scheme}//${host}`)
}

/** The different values of a request's session cookies, trusted or not. */
export function cookiesOf({ headers, sessionCookie }: FuzzRequest): string[] {
  const sent: string[] = []
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [, name, text = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? []
    if (name === undefined || unblanked(name) !== 'auth_session') continue
    const [, quoted] = /^"(.*)"$/s.exec(unblanked(text)) ?? []
    const value = decoded(quoted ?? unblanked(text))
    if (!sent.includes(value)) sent.push(value)
  }
  const isSetSince = typeof sessionCookie === 'string' && !sent.includes(sessionCookie)
  return isSetSince ? [sessionCookie] : sent
}

/** A valid session of the database. */
export interface ValidSession {
  userId: string
  isIdle: boolean
}

export interface Outcome {
  userId: string | null
  /** The cookies that the answer sets. */
  cookies: string[]
}

/**
 * Whose session the cookies have, where they may be used: of the one user of all that are valid, and
 * none where there are too many to look at. Of the sessions of one user, one in its active period
 * lasts longer than one in its idle period; it is renewed where the answer's cookies arrive.
 */
export function outcomeOf(
  values: string[],
  sessions: ReadonlyMap<string, ValidSession>,
  isHandshake: boolean,
): Outcome {
  const none = { userId: null, cookies: [] }
  const ids = values.filter((value) => /^[\x21-\x7e]{1,255}$/.test(value))
  if (values.length === 0 || ids.length > 4) return none
  const valid = ids.flatMap((id) => {
    const session = sessions.get(id)
    return session ? [{ id, ...session }] : []
  })
  const [first] = valid
  if (!first) return { userId: null, cookies: ['auth_session='] }
  const { userId } = first
  if (valid.some((other) => other.userId !== userId)) return none
  const isRenewed = valid.every(({ isIdle }) => isIdle) && !isHandshake
  return { userId, cookies: isRenewed ? [`auth_session=${first.id}`] : [] }
}

/** Browsers put spaces between cookies, and take any other white space for a part of a name. */
function unblanked(text: string): string {
  return text
    .split(/^[ \t]+/)
    .join('')
    .split(/[ \t]+$/)
    .join('')
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
  const [scheme, ...words] = (headers.get('authorization') ?? '').split(' ')
  const [token = '', ...others] = words.filter((word) => word !== '')
  const isToken = /^[\x21-\x7e]+$/.test(token) && others.length === 0
  return scheme?.toLowerCase() === 'bearer' && isToken ? token : null
}

import { DEFAULT_SESSION_COOKIE_NAME } from 'lucia'
import {
  invalidOption,
  isBoolean,
  isPlainObject,
  matches,
  plain,
  type Rule,
  type RulesOf,
  withDefaults,
} from '../rules.ts'
import { hostOf, isHost, isToken } from './hosts.ts'

/** The session cookie: what it is called, and which requests send it. */
export interface SessionCookie {
  /** `auth_session` by default. */
  name?: string | undefined
  /**
   * Names that it had before. Cookies of these are read where none of the new name has a session,
   * answered with the new name, and ended.
   */
  oldNames?: readonly string[] | undefined
  /** Laid over `SameSite=Lax; Path=/`; `HttpOnly`, `Secure` and `Expires` are not yours to set. */
  attributes?: SessionCookieAttributes | undefined
  /** `false` lets the cookie outlive its session, for a year: then a renewal need not send it. */
  expires?: boolean | undefined
}

/** The attributes of the session cookie that an app decides. */
export interface SessionCookieAttributes {
  sameSite?: 'strict' | 'lax' | 'none' | undefined
  path?: string | undefined
  domain?: string | undefined
  /** Keeps the cookie of an embedded app apart for each site that it is embedded in. */
  partitioned?: boolean | undefined
}

const attributeRules: RulesOf<SessionCookieAttributes> = {
  sameSite: [
    "'lax', 'strict' or 'none'",
    (value: unknown) => matches(value, /^(lax|strict|none)$/i),
  ],
  path: ['a path that begins with /', (value: unknown) => matches(value, /^\/[!-:<-~]*$/)],
  domain: [
    'a host name, without scheme, port and path',
    (value: unknown) => matches(value, /^[^:]*[^:.]$/) && isHost(withoutDot(String(value))),
  ],
  partitioned: ['a boolean', isBoolean],
}

const cookieName: Rule = [
  'a name that a cookie can have',
  // Lucia's parser never finds a name that every object has.
  (value: unknown) => isToken(value) && !(String(value) in {}),
]

export const sessionCookieRules: RulesOf<SessionCookie> = {
  name: cookieName,
  oldNames: ['a list of names', Array.isArray, cookieName],
  attributes: [plain, isPlainObject, attributeRules],
  expires: ['a boolean', isBoolean],
}

/** Throws a `SetupError` for a cookie that browsers would drop without a word. */
export function assertSessionCookie(cookie: SessionCookie = {}, env = 'PROD'): void {
  const { attributes: { sameSite, path = '/', domain, partitioned } = {} } = cookie
  const { name = DEFAULT_SESSION_COOKIE_NAME, oldNames } = cookie
  if (oldNames?.includes(name)) {
    throw invalidOption('options.sessionCookie.oldNames', `must not hold the name itself, ${name}`)
  }
  const [prefix] = /^__(host|secure|http)-/i.exec(name) ?? []
  if (prefix && /host/i.test(prefix) && (domain !== undefined || path !== '/')) {
    throw invalidOption(
      'options.sessionCookie.name',
      `must not begin with ${prefix} beside attributes.domain, or a path other than /. Browsers drop such a cookie`,
    )
  }
  const secure =
    (prefix && `name begins with ${prefix}`) ||
    (sameSite?.toLowerCase() === 'none' && "attributes.sameSite is 'none'") ||
    (partitioned && 'attributes.partitioned is true')
  if (secure && env === 'DEV') {
    throw invalidOption(
      'options.env',
      `must be 'PROD' where sessionCookie.${secure}. Browsers drop such a cookie without Secure, which 'DEV' leaves out: give 'DEV' another one`,
    )
  }
}

/** The cookie as Lucia takes it, over its defaults, which Lucia would replace by those given. */
export function luciaCookie({ name, expires, attributes }: SessionCookie = {}) {
  const domain = attributes?.domain && hostOf('https:', withoutDot(attributes.domain))
  const defaults: SessionCookieAttributes = { sameSite: 'lax', path: '/' }
  const all = withDefaults(defaults, attributes)
  if (domain) all.domain = domain
  return { name, expires, attributes: all }
}

/** Browsers do not look at a dot before a domain. */
function withoutDot(domain: string): string {
  return domain.replace(/^\./, '')
}

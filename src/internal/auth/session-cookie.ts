import { isBoolean, isPlainObject, matches, plain, type RulesOf } from '../rules.ts'
import { isHost, isToken } from './hosts.ts'

/** The session cookie: what it is called, and which requests send it. */
export interface SessionCookie {
  /** `auth_session` by default. */
  name?: string | undefined
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
}

const attributeRules: RulesOf<SessionCookieAttributes> = {
  sameSite: [
    "'lax', 'strict' or 'none'",
    (value: unknown) => matches(value, /^(lax|strict|none)$/i),
  ],
  path: ['a path that begins with /', (value: unknown) => matches(value, /^\/[!-:<-~]*$/)],
  domain: [
    'a host name, without scheme, port and path',
    (value: unknown) => matches(value, /^[^:]+$/) && isHost(String(value).replace(/^\./, '')),
  ],
}

export const sessionCookieRules: RulesOf<SessionCookie> = {
  name: [
    'a name that a cookie can have',
    // Lucia's parser never finds a name that every object has.
    (value: unknown) => isToken(value) && !(String(value) in {}),
  ],
  attributes: [plain, isPlainObject, attributeRules],
  expires: ['a boolean', isBoolean],
}

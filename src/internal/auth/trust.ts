import type { RequestContext } from 'lucia'
import type { Rule, RulesOf } from '../rules.ts'
import { hostOf, isHost, isOrigin, isToken, parseUrl } from './hosts.ts'

/** Which requests may use the session cookie beyond the app's own pages; as Lucia has it. */
export interface CsrfProtection {
  /**
   * Whole origins to trust, whatever else the request says: `https://app.example.com`,
   * `capacitor://localhost`. Pages of theirs can do all that a user can.
   */
  origins?: readonly string[] | undefined
  /**
   * The app's own host, where the request's URL has another one, behind a proxy. Its pages are on
   * `https:`, unless `env` is `'DEV'`; `origins` can name others.
   */
  host?: string | undefined
  /** The header that holds the app's own host, `X-Forwarded-Host` say. Your proxy must set it. */
  hostHeader?: string | undefined
  /**
   * Other hosts of the same site to trust: labels below the app's own host, or whole hosts,
   * `admin.example.com`. `'*'` trusts every host below the app's own, and no other. Browsers say
   * which site a request comes from, and those of another site are never trusted.
   */
  allowedSubDomains?: '*' | readonly (string | null)[] | undefined
  /** The same, as Lucia's documentation spells it. */
  allowedSubdomains?: '*' | readonly (string | null)[] | undefined
}

const allowedHosts: Rule = [
  "'*', or a list of hosts and of labels below the app's own",
  (value: unknown) => value === '*' || Array.isArray(value),
  [
    'null, or a host or label without scheme and path',
    (value: unknown) => value === null || isHost(value),
  ],
]

export const csrfProtectionRules: RulesOf<CsrfProtection> = {
  host: ['a host, without scheme and path', isHost],
  hostHeader: ['the name of a header', isToken],
  origins: [
    'a list of origins',
    Array.isArray,
    ['a whole origin, without a path or a slash behind it: https://app.example.com', isOrigin],
  ],
  allowedSubDomains: allowedHosts,
  allowedSubdomains: allowedHosts,
}

/** What a request says of itself; the URL is unknown to some frameworks. */
export type IncomingRequest = RequestContext['request']

const safeMethods = ['GET', 'HEAD', 'OPTIONS', 'TRACE']

/**
 * Whether the session cookie of a request may be used: the one place that decides it.
 *
 * Lucia asks `Origin` alone, which browsers send as `null` under `Referrer-Policy: no-referrer`, and
 * throws on it. `Sec-Fetch-Site` says more, is sent by every browser of today on secure pages, and no
 * page can forge it. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function isTrustedRequest(
  request: IncomingRequest,
  protection: boolean | CsrfProtection,
  env: 'DEV' | 'PROD',
): boolean {
  if (protection === false || isSafe(request)) return true
  const rules = protection === true ? {} : protection
  const origin = parseUrl(request.headers.get('Origin'))
  if (origin?.host && rules.origins?.some((entry) => isSameOrigin(origin, entry))) return true
  const site = request.headers.get('Sec-Fetch-Site')
  if (site === 'same-origin' || site === 'none') return true
  if (site === 'cross-site' || !origin?.host) return false
  // Where only the host is known, anyone on the network can have written a page of plain `http:`.
  const scheme = env === 'DEV' && origin.protocol === 'http:' ? 'http:' : 'https:'
  const own = ownUrl(request, rules, scheme)
  if (!own || origin.protocol !== own.protocol) return false
  return origin.host === own.host || isAllowedHost(origin.host, own, rules)
}

/** A page of another site can open a WebSocket, and read it, by what begins as a GET. */
function isSafe(request: IncomingRequest): boolean {
  return safeMethods.includes(request.method.toUpperCase()) && !isHandshake(request)
}

/** Whether a request asks to change to another protocol, where no page will have the answer's cookies. */
export function isHandshake({ headers }: IncomingRequest): boolean {
  return headers.get('Upgrade') !== null
}

/** The app's own origin. */
function ownUrl(request: IncomingRequest, rules: CsrfProtection, scheme: string): URL | null {
  const { url, headers } = request
  const { host, hostHeader } = rules
  if (host === undefined && hostHeader === undefined && url) {
    return parseUrl(url.replace(/^ws/i, 'http')) // The URL of a WebSocket has a scheme of its own.
  }
  const known = host ?? headers.get(hostHeader ?? 'Host')
  return known ? parseUrl(`${scheme}//${known}`) : null
}

/** Whether a URL is of an origin; hosts of schemes that URLs do not know are compared as they are. */
function isSameOrigin({ protocol, host }: URL, origin: string): boolean {
  const own = parseUrl(origin)
  return protocol === own?.protocol && host.toLowerCase() === own.host.toLowerCase()
}

function isAllowedHost(host: string, own: URL, rules: CsrfProtection): boolean {
  // Lucia reads one spelling and documents the other.
  const allowed = rules.allowedSubDomains ?? rules.allowedSubdomains ?? []
  // Lucia takes the last two labels for the base domain, which trusts all of workers.dev or co.uk.
  if (allowed === '*') return host.endsWith(`.${own.host}`)
  return allowed.some((entry) => entry !== null && hostsOf(entry, own).includes(host))
}

/** The hosts that an entry may mean: one below the app's own host, or itself. */
function hostsOf(entry: string, { protocol, hostname, port: ownPort }: URL): unknown[] {
  const [label, port = ownPort] = entry.split(':')
  return [`${label}.${hostname}:${port}`, entry].map((host) => hostOf(protocol, host))
}

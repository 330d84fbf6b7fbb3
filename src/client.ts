import { type ClientOptions, clientRules } from './internal/auth/client-rules.ts'
import { assertOptions } from './internal/rules.ts'
import { hex } from './internal/sha256.ts'

export type { ClientOptions } from './internal/auth/client-rules.ts'

/** What a session can remember of the client that it began with; null where it is not known. */
export interface ClientAttributes {
  /** The first 255 characters of `User-Agent`. */
  userAgent: string | null
  /** The two characters of Cloudflare's `CF-IPCountry`, a country of ISO 3166-1 or `T1` for Tor. */
  country: string | null
  /** The address as an HMAC-SHA-256 in 64 hexadecimal digits: the same for the same address. */
  addressHash: string | null
}

/**
 * What a request tells of its client, for the attributes of a new session: `clientColumns()` of
 * `lucia-setup/schema/<dialect>` has the columns. Rejects with a `SetupError` for a wrong option.
 *
 * Addresses are so few that a plain hash of one can be looked up: the key is what hides them.
 *
 * @example
 * ```ts
 * const attributes = await clientAttributes(c.req.raw, { key: c.env.ADDRESS_KEY })
 * const session = await auth.createSession({ userId, attributes })
 * ```
 */
export async function clientAttributes(
  { headers }: { headers: Pick<Headers, 'get'> },
  options: ClientOptions = {},
): Promise<ClientAttributes> {
  assertOptions('clientAttributes(): options', options, clientRules)
  const { key, trustedProxies = 0 } = options
  const country = headers.get('CF-IPCountry')
  const address = addressOf(headers, trustedProxies)
  return {
    userAgent: headers.get('User-Agent')?.slice(0, 255) || null,
    country: country && /^[A-Z][A-Z0-9]$/.test(country) ? country : null,
    addressHash: key && address ? await hmac(key, address) : null,
  }
}

/** The client's address: of the hops in `X-Forwarded-For`, the first that a trusted proxy has added. */
function addressOf(headers: Pick<Headers, 'get'>, trustedProxies: number): string | undefined {
  if (trustedProxies === 0) return headers.get('CF-Connecting-IP')?.trim()
  return headers.get('X-Forwarded-For')?.split(',').at(-trustedProxies)?.trim()
}

async function hmac(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ])
  return hex(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
}

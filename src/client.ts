import { SetupError } from './errors.ts'

/** What a session can remember of the client that it began with; null where it is not known. */
export interface ClientAttributes {
  /** The first 255 characters of `User-Agent`. */
  userAgent: string | null
  /** The two characters of Cloudflare's `CF-IPCountry`, a country of ISO 3166-1 or `T1` for Tor. */
  country: string | null
  /** The address as an HMAC-SHA-256 in 64 hexadecimal digits: the same for the same address. */
  addressHash: string | null
}

/** How `clientAttributes()` finds and hides the address. */
export interface ClientOptions {
  /** A secret of the app, for the hash of the address. Without it, the address is left out. */
  key?: string | undefined
  /**
   * How many proxies of your own, one after the other, add to `X-Forwarded-For`. By default none:
   * the header is ignored, since any client can send it, and the address is `CF-Connecting-IP`.
   */
  trustedProxies?: number | undefined
}

/**
 * What a request tells of its client, for the attributes of a new session: `clientColumns()` of
 * `lucia-setup/schema/<dialect>` has the columns. Throws a `SetupError` for an empty key.
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
  { key, trustedProxies = 0 }: ClientOptions = {},
): Promise<ClientAttributes> {
  if (key === '' || !Number.isInteger(trustedProxies) || trustedProxies < 0) {
    throw new SetupError(
      'INVALID_OPTIONS',
      'clientAttributes() must be given a key that is not empty, and trustedProxies as a number of proxies',
    )
  }
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
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(text))
  return Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

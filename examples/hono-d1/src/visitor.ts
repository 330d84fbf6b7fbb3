import type { HonoRequest } from 'hono'

/** What a session remembers of the request that it began with. */
export async function sessionAttributes(request: HonoRequest, addressKey: string) {
  const address = request.header('CF-Connecting-IP')
  const country = request.header('CF-IPCountry')
  return {
    createdAt: new Date(),
    userAgent: request.header('User-Agent')?.slice(0, 255) ?? null,
    country: country && /^[A-Z]{2}$/.test(country) ? country : null,
    addressHash: address ? await hash(address, addressKey) : null,
  }
}

/**
 * Addresses are personal data, and there are so few that a plain hash of one can be looked up. With
 * a key that only this Worker has, a hash still tells whether two addresses are the same.
 */
async function hash(address: string, secret: string): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign(algorithm, key, bytes(address)))
  return Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

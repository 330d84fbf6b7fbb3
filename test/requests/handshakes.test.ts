import { describe, expect, it } from 'vitest'
import { incoming } from '../defects/incoming.ts'
import { ours, plantSession } from '../defects/pair.ts'
import { type Rules, visitor } from './trust.ts'

const methods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'get', 'Options']
const protocols = ['websocket', 'WebSocket', 'h2c', 'h2c, websocket', 'TLS/1.0', 'x', '']
const foreign: Record<string, string>[] = [
  {},
  { Origin: 'https://evil.example' },
  { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
  { Origin: 'https://sibling.example.com' },
  { Origin: 'https://sibling.example.com', 'Sec-Fetch-Site': 'same-site' },
  { Origin: 'http://app.example.com' },
  { Origin: 'null' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
]
const own: Record<string, string>[] = [
  { Origin: 'https://app.example.com' },
  { Origin: 'https://app.example.com', 'Sec-Fetch-Site': 'same-origin' },
  { 'Sec-Fetch-Site': 'same-origin' },
]

describe('a handshake to another protocol', () => {
  it('has the session that a POST would have, by any method that is safe otherwise', async () => {
    const visit = visitor()
    for (const method of methods) {
      for (const Upgrade of protocols) {
        for (const headers of foreign) {
          const said = JSON.stringify({ method, Upgrade, headers })
          expect(await visit({ method, headers: { ...headers, Upgrade } }), said).toBeNull()
          expect(await visit({ method, headers }), said).toBe('anna')
        }
        for (const headers of own) {
          expect(await visit({ method, headers: { ...headers, Upgrade } })).toBe('anna')
        }
      }
    }
  })

  it('is known by Upgrade alone, since proxies keep Connection for themselves', async () => {
    const visit = visitor()
    const headers = { Origin: 'https://evil.example', Upgrade: 'websocket' }
    for (const Connection of ['Upgrade', 'keep-alive, Upgrade', 'close', 'keep-alive']) {
      expect(await visit({ headers: { ...headers, Connection } })).toBeNull()
      const { Upgrade, ...withoutUpgrade } = { ...headers, Connection }
      expect(await visit({ headers: withoutUpgrade })).toBe('anna')
    }
  })

  it("is of the app's own page where its URL is one of WebSockets", async () => {
    const visit = visitor()
    const headers = { Upgrade: 'websocket', Origin: 'https://app.example.com' }
    expect(await visit({ url: 'wss://app.example.com/chat', headers })).toBe('anna')
    expect(await visit({ url: 'ws://app.example.com/chat', headers })).toBeNull()
    const plain = { ...headers, Origin: 'http://app.example.com' }
    expect(await visit({ url: 'ws://app.example.com/chat', headers: plain })).toBe('anna')
    expect(await visit({ url: 'wss://app.example.com/chat', headers: plain })).toBeNull()
  })

  it('is trusted by the rules that the app has set for a POST', async () => {
    const sibling = { Upgrade: 'websocket', Origin: 'https://admin.app.example.com' }
    const allowing: Rules['csrfProtection'][] = [
      false,
      { allowedSubDomains: ['admin'] },
      { allowedSubDomains: '*' },
      { origins: ['https://admin.app.example.com'] },
    ]
    for (const csrfProtection of allowing) {
      expect(await visitor({ csrfProtection })({ headers: sibling })).toBe('anna')
    }
    expect(await visitor({ csrfProtection: true })({ headers: sibling })).toBeNull()
  })

  it('is known where a middleware hands over plain objects, whatever the case of their names', async () => {
    const { auth, database } = ours()
    plantSession(database, 'session-1')
    const { setCookie } = incoming()
    const session = async (headers: object) => {
      const request = { method: 'GET', url: 'https://app.example.com/', headers } as never
      return await auth.handleRequest({ request, setCookie }).validate()
    }
    const cookie = 'auth_session=session-1'
    for (const name of ['upgrade', 'Upgrade', 'UPGRADE']) {
      expect(await session({ cookie, origin: 'https://evil.example', [name]: 'x' })).toBeNull()
      expect(await session({ Cookie: cookie, [name]: 'x' })).toBeNull()
    }
    expect(await session({ Cookie: cookie })).not.toBeNull()
  })

  it('is not told by the three headers that a middleware of Lucia may hand over, as documented', async () => {
    const { auth, database } = ours()
    plantSession(database, 'session-1')
    const { setCookie } = incoming()
    const headers = { origin: 'https://evil.example', cookie: 'auth_session=session-1' }
    const request = { method: 'GET', headers: { ...headers, authorization: null } } as never
    expect(await auth.handleRequest({ request, setCookie }).validate()).not.toBeNull()
  })
})

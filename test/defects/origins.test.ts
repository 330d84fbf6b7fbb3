import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { incoming, userOf } from './incoming.ts'
import { ours, plain, plantSession } from './pair.ts'

/** Plain Lucia and ours with one session each, and whose session a POST to a URL has. */
function plainAt(url: string, csrfProtection: object | boolean = true) {
  const { auth, database } = plain({ csrfProtection })
  plantSession(database, 'session-1')
  return (headers: Record<string, string>) =>
    userOf(auth, incoming(headers, { method: 'POST', url, session: 'session-1' }))
}

function oursAt(url: string, csrfProtection: object | boolean = true) {
  const { auth, database } = ours({ csrfProtection })
  plantSession(database, 'session-1')
  return (headers: Record<string, string>) =>
    userOf(auth, incoming(headers, { method: 'POST', url, session: 'session-1' }))
}

describe('R4: a POST whose Origin is no URL', () => {
  const rubbish = ['null', 'NULL', 'about', '/', '//', 'https://', 'https://a b', '\u00ff']
  const url = 'https://app.example.com/'

  it('plain Lucia: throws before the app sees the request', async () => {
    const post = plainAt(url)
    for (const Origin of rubbish) {
      await expect(post({ Origin }), Origin).rejects.toThrow('Invalid URL')
    }
  })

  it('here: counts as cross-site, so it has no session', async () => {
    const post = oursAt(url)
    for (const Origin of rubbish) {
      expect(await post({ Origin }), Origin).toBeNull()
      expect(await post({ Origin, 'Sec-Fetch-Site': 'cross-site' }), Origin).toBeNull()
      expect(await post({ Origin, 'Sec-Fetch-Site': 'same-site' }), Origin).toBeNull()
    }
  })

  it('here: is the origin of no app, though it be a URL that has no host', async () => {
    const { auth } = ours({ csrfProtection: { hostHeader: 'X-Forwarded-Host' } })
    for (const Origin of ['file://', 'file:///page.html', 'data:,', 'about:blank']) {
      for (const host of ['/', '', 'localhost', 'app.example.com']) {
        const headers = { Origin, Host: host, 'X-Forwarded-Host': host }
        const { request } = incoming(headers, { method: 'POST' })
        expect(auth.isTrustedRequest(request), `${Origin} to ${host}`).toBe(false)
      }
    }
  })

  it('here: is trusted when the browser says that it comes from the app itself', async () => {
    const post = oursAt(url)
    expect(await post({ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).toBe('anna')
    expect(await post({ Origin: 'null', 'Sec-Fetch-Site': 'none' })).toBe('anna')
  })
})

describe('R5: csrfProtection.allowedSubdomains, as it is documented', () => {
  const url = 'https://example.com/'
  const fromAdmin = { Origin: 'https://admin.example.com' }

  it('plain Lucia: ignores it, and reads another spelling', async () => {
    expect(await plainAt(url, { allowedSubdomains: ['admin'] })(fromAdmin)).toBeNull()
    expect(await plainAt(url, { allowedSubDomains: ['admin'] })(fromAdmin)).toBe('anna')
  })

  it('here: both spellings work', async () => {
    for (const spelling of ['allowedSubdomains', 'allowedSubDomains']) {
      for (const hosts of [['admin'], ['admin.example.com'], '*']) {
        expect(await oursAt(url, { [spelling]: hosts })(fromAdmin)).toBe('anna')
      }
      expect(await oursAt(url, { [spelling]: ['api'] })(fromAdmin)).toBeNull()
    }
  })
})

describe('csrfProtection that would protect less, or more, than it says', () => {
  it('here: is refused at set-up', () => {
    const rules: object[] = [
      { allowedsubdomains: ['admin'] },
      { allowedDomains: ['admin.example.com'] },
      { allowedSubDomains: 'admin' },
      { allowedSubDomains: [1] },
      { allowedSubDomains: [''] },
      { host: 'https://example.com' },
      { host: '' },
      { hostHeader: 'X Forwarded Host' },
    ]
    for (const csrfProtection of rules) {
      const setUp = () => ours({ csrfProtection })
      expect(setUp, JSON.stringify(csrfProtection)).toThrow(SetupError)
    }
  })
})

describe('R6: allowed subdomains under a public suffix', () => {
  const url = 'https://my-app.workers.dev/'
  const any = { allowedSubDomains: '*' }
  const admin = { allowedSubDomains: ['admin'] }

  it("plain Lucia: trusts everybody's sites", async () => {
    expect(await plainAt(url, any)({ Origin: 'https://evil.workers.dev' })).toBe('anna')
    expect(await plainAt(url, admin)({ Origin: 'https://admin.workers.dev' })).toBe('anna')
    const bank = plainAt('https://bank.co.uk/', any)
    expect(await bank({ Origin: 'https://evil.co.uk' })).toBe('anna')
  })

  it("here: trusts hosts below the app's own, and no other", async () => {
    for (const rules of [any, admin]) {
      const post = oursAt(url, rules)
      expect(await post({ Origin: 'https://admin.my-app.workers.dev' })).toBe('anna')
      for (const host of ['evil', 'admin', 'xmy-app', 'admin.xmy-app']) {
        expect(await post({ Origin: `https://${host}.workers.dev` }), host).toBeNull()
      }
      expect(await post({ Origin: 'https://workers.dev' })).toBeNull()
    }
    const bank = oursAt('https://bank.co.uk/', any)
    expect(await bank({ Origin: 'https://evil.co.uk' })).toBeNull()
  })

  it('here: an entry of null, which meant the base domain, trusts no host named "null"', async () => {
    const post = oursAt('https://example.com/', { allowedSubDomains: [null] })
    expect(await post({ Origin: 'https://null.example.com' })).toBeNull()
    expect(await post({ Origin: 'https://example.com' })).toBe('anna')
  })
})

describe("R11: a POST from the app's own host, over plain HTTP", () => {
  const url = 'https://app.example.com/'
  const rules = { allowedSubDomains: '*' }

  it('plain Lucia: is trusted, though anyone on the network can have written that page', async () => {
    expect(await plainAt(url)({ Origin: 'http://app.example.com' })).toBe('anna')
    expect(await plainAt(url, rules)({ Origin: 'http://x.app.example.com' })).toBe('anna')
  })

  it('here: is not the same origin', async () => {
    expect(await oursAt(url)({ Origin: 'http://app.example.com' })).toBeNull()
    expect(await oursAt(url, rules)({ Origin: 'http://x.app.example.com' })).toBeNull()
    expect(await oursAt(url)({ Origin: 'https://app.example.com' })).toBe('anna')
  })
})

describe('R14: validateRequestOrigin()', () => {
  const post = (origin: string | null, url = 'https://app.example.com/login') => ({
    url,
    method: 'POST',
    headers: { origin },
  })

  it("plain Lucia: refuses the app's own origin", () => {
    const { auth } = plain()
    const own = post('https://app.example.com')
    expect(() => auth.validateRequestOrigin(own)).toThrow('AUTH_INVALID_REQUEST')
  })

  it("here: accepts the app's own origin and those allowed, and refuses others", () => {
    const { auth } = ours({ csrfProtection: { allowedSubDomains: ['admin'] } })
    auth.validateRequestOrigin(post('https://app.example.com'))
    auth.validateRequestOrigin(post('https://admin.app.example.com'))
    for (const origin of ['https://evil.example', 'http://app.example.com', 'null', '', null]) {
      expect(() => auth.validateRequestOrigin(post(origin))).toThrow('AUTH_INVALID_REQUEST')
    }
    const nowhere = post('https://app.example.com', 'rubbish')
    expect(() => auth.validateRequestOrigin(nowhere)).toThrow('AUTH_INVALID_REQUEST')
  })

  it('both: check when the app calls it, though handleRequest() is told not to', () => {
    for (const { auth } of [plain({ csrfProtection: false }), ours({ csrfProtection: false })]) {
      const foreign = post('https://evil.example')
      expect(() => auth.validateRequestOrigin(foreign)).toThrow('AUTH_INVALID_REQUEST')
    }
  })
})

describe('R18: a handshake to another protocol that another site has begun', () => {
  const url = 'https://app.example.com/chat'
  const headers = { Upgrade: 'websocket', Connection: 'Upgrade', Origin: 'https://evil.example' }
  const handshake = () => incoming(headers, { url, session: 'session-1' })

  it("plain Lucia: has the visitor's session, which the other site can read through it", async () => {
    const { auth, database } = plain()
    plantSession(database, 'session-1')
    expect(await userOf(auth, handshake())).toBe('anna')
  })

  it('here: has no session', async () => {
    const { auth, database } = ours()
    plantSession(database, 'session-1')
    expect(await userOf(auth, handshake())).toBeNull()
  })
})

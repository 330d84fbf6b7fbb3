import { describe, expect, it } from 'vitest'
import { type Rules, visitor } from './trust.ts'

const post = (Origin: string, more: object = {}) => ({
  method: 'POST',
  headers: { Origin, Host: 'app.example.com', 'X-Forwarded-Host': 'app.example.com' },
  ...more,
})
// What tells the host alone: the header where there is no URL, as on Express, Fastify and Node.
const hosts: [how: string, rules: Rules['csrfProtection'], url: string | null][] = [
  ['the Host header', true, null],
  ['csrfProtection.host', { host: 'app.example.com' }, null],
  ['csrfProtection.host beside a URL', { host: 'app.example.com' }, 'http://127.0.0.1:8787/'],
  ['csrfProtection.hostHeader', { hostHeader: 'X-Forwarded-Host' }, 'http://127.0.0.1:8787/'],
]

describe.each(hosts)('an app whose host is known by %s', (_, csrfProtection, url) => {
  const rules = typeof csrfProtection === 'object' ? csrfProtection : {}

  it('is on https: in PROD, so that a page of plain http: is none of its own', async () => {
    for (const env of [undefined, 'PROD'] as const) {
      const visit = visitor({ csrfProtection: rules, ...(env && { env }) })
      expect(await visit(post('https://app.example.com', { url }))).toBe('anna')
      expect(await visit(post('http://app.example.com', { url }))).toBeNull()
      expect(await visit(post('ftp://app.example.com', { url }))).toBeNull()
      expect(await visit(post('capacitor://app.example.com', { url }))).toBeNull()
    }
  })

  it('trusts no page of plain http: below it, whatever hosts are allowed', async () => {
    for (const allowedSubDomains of ['*' as const, ['admin'], ['admin.app.example.com']]) {
      const visit = visitor({ csrfProtection: { ...rules, allowedSubDomains } })
      expect(await visit(post('https://admin.app.example.com', { url }))).toBe('anna')
      expect(await visit(post('http://admin.app.example.com', { url }))).toBeNull()
    }
  })

  it('is on either in DEV', async () => {
    const visit = visitor({ csrfProtection: rules, env: 'DEV' })
    expect(await visit(post('https://app.example.com', { url }))).toBe('anna')
    expect(await visit(post('http://app.example.com', { url }))).toBe('anna')
    expect(await visit(post('capacitor://app.example.com', { url }))).toBeNull()
    expect(await visit(post('http://evil.example', { url }))).toBeNull()
  })

  it('is on http: in PROD where origins say so', async () => {
    const origins = ['http://app.example.com']
    const visit = visitor({ csrfProtection: { ...rules, origins } })
    expect(await visit(post('http://app.example.com', { url }))).toBe('anna')
    expect(await visit(post('http://admin.app.example.com', { url }))).toBeNull()
  })
})

describe('an app whose URL is known', () => {
  it('is on the scheme of that URL, in PROD and in DEV', async () => {
    for (const env of ['PROD', 'DEV'] as const) {
      const visit = visitor({ env })
      for (const scheme of ['http', 'https']) {
        const url = `${scheme}://app.example.com/`
        for (const other of ['http', 'https']) {
          const expected = scheme === other ? 'anna' : null
          expect(await visit(post(`${other}://app.example.com`, { url }))).toBe(expected)
        }
      }
    }
  })
})

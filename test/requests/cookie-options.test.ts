import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import type { SessionCookie } from '../../src/internal/auth/session-cookie.ts'
import { ours } from '../defects/pair.ts'

function refusal(sessionCookie: unknown, env?: 'DEV'): string {
  try {
    ours({ sessionCookie: sessionCookie as SessionCookie, env })
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError)
    return (error as SetupError).message
  }
  return ''
}

describe('a session cookie that browsers would drop', () => {
  it('is refused for its prefix, with the reason', () => {
    for (const prefix of ['__Host-', '__host-', '__Host-Http-']) {
      for (const attributes of [{ path: '/app' }, { domain: 'example.com' }]) {
        const message = refusal({ name: `${prefix}id`, attributes })
        expect(message).toMatch(/^options\.sessionCookie\.name must not begin with __Host-/i)
        expect(message).toContain('beside attributes.domain, or a path other than /')
      }
      expect(refusal({ name: `${prefix}id`, attributes: { path: '/', domain: undefined } })).toBe(
        '',
      )
    }
  })

  it("is refused with env: 'DEV' where it needs Secure, with the reason", () => {
    const needing: [cookie: SessionCookie, reason: string][] = [
      [{ name: '__Host-id' }, 'sessionCookie.name begins with __Host-'],
      [{ name: '__secure-id' }, 'sessionCookie.name begins with __secure-'],
      [{ name: '__Http-id' }, 'sessionCookie.name begins with __Http-'],
      [{ attributes: { sameSite: 'none' } }, "sessionCookie.attributes.sameSite is 'none'"],
      [{ attributes: { partitioned: true } }, 'sessionCookie.attributes.partitioned is true'],
    ]
    for (const [cookie, reason] of needing) {
      const message = refusal(cookie, 'DEV')
      expect(message).toContain(`options.env must be 'PROD' where ${reason}. `)
      expect(message).toContain("without Secure, which 'DEV' leaves out")
      expect(refusal(cookie)).toBe('')
    }
  })

  const wrong: Record<string, unknown[]> = {
    sameSite: ['sttrict', 'LAXX', ' lax', '', true, false, null, 1, ['lax']],
    path: ['', 'app', './app', '/a;b', '/a b', '/ä', '/a\n', null, 1, ['/']],
    domain: [
      '',
      'https://example.com',
      'example.com/',
      'example.com:8443',
      'example.com.',
      '..example.com',
      '*.example.com',
      'exam ple.com',
      'user@example.com',
      '[::1]',
      'a..b',
      '.',
      null,
      1,
      ['example.com'],
    ],
    partitioned: ['true', 1, null],
  }
  it.each(Object.entries(wrong))('is refused for its %s, with the rule', (name, values) => {
    for (const value of values) {
      const message = refusal({ attributes: { [name]: value } })
      const start = `options.sessionCookie.attributes.${name} must be `
      expect(message.startsWith(start), `${String(value)}: ${message}`).toBe(true)
    }
  })
})

describe('a session cookie', () => {
  it('has its domain as the host of a page has it', () => {
    const same: [domain: string, sent: string][] = [
      ['example.com', 'example.com'],
      ['Example.COM', 'example.com'],
      ['.example.com', 'example.com'],
      ['Bücher.example.com', 'xn--bcher-kva.example.com'],
      ['xn--bcher-kva.example.com', 'xn--bcher-kva.example.com'],
      ['localhost', 'localhost'],
    ]
    for (const [domain, sent] of same) {
      const { auth } = ours({ sessionCookie: { attributes: { domain } } })
      expect(auth.createSessionCookie(null).serialize()).toContain(`; Domain=${sent}; Path=/; `)
    }
  })

  it('keeps its defaults where an attribute is undefined', () => {
    const attributes = { path: undefined, sameSite: undefined, domain: undefined }
    const { auth } = ours({ sessionCookie: { attributes } })
    const cookie = auth.createSessionCookie(null).serialize()
    expect(cookie).toMatch(/^auth_session=; Path=\/; .*; SameSite=Lax$/)
  })
})

import { describe, expect, it } from 'vitest'
import { ours } from '../defects/pair.ts'

/** What is read of a `Cookie` header, by plain Lucia's method. */
function read(header: string | null | undefined, name = 'auth_session'): string | null {
  return ours({ sessionCookie: { name } }).auth.readSessionCookie(header)
}

describe('a Cookie header', () => {
  it.each<[header: string, value: string | null]>([
    ['auth_session=x', 'x'],
    ['a=b; auth_session=x; c=d', 'x'],
    ['a=b;auth_session=x;c=d', 'x'],
    ['auth_session=x; auth_session=y', 'x'],
    [' auth_session = x ', 'x'],
    ['\tauth_session\t=\tx\t', 'x'],
    ['auth_session="x"', 'x'],
    ['auth_session=" x "', ' x '],
    ['auth_session="x', '"x'],
    ['auth_session=x"', 'x"'],
    ['auth_session="', '"'],
    ['auth_session=""', ''],
    ['auth_session=', ''],
    ['auth_session==', '='],
    ['auth_session=a=b==', 'a=b=='],
    ['auth_session=a%3Db', 'a=b'],
    ['auth_session=%zz', '%zz'],
    ['auth_session=a,b', 'a,b'],
    ['auth_session', null],
    ['auth_session; x', null],
    ['AUTH_SESSION=x', null],
    ['auth_session2=x', null],
    ['xauth_session=x', null],
    ['a=auth_session=x', null],
    ['=auth_session=x', null],
    ['auth_session2=x; auth_session=y', 'y'],
    ['', null],
    [';;;', null],
    ['===', null],
  ])('%j holds %j', (header, value) => {
    expect(read(header)).toBe(value)
  })

  it('may be missing', () => {
    expect(read(null)).toBeNull()
    expect(read(undefined)).toBeNull()
  })

  it('holds no cookie of a name with a prefix that browsers did not see', () => {
    for (const name of ['__Host-session', '__Secure-session']) {
      expect(read(`${name}=x`, name)).toBe('x')
      const blanks = [
        '\u00a0',
        '\u0085',
        '\u2000',
        '\u3000',
        '\ufeff',
        '\v',
        '\f',
        '\u1680',
        '\r',
        '\n',
      ]
      for (const blank of [...blanks, 'â\u0080\u0080', 'Â\u00a0']) {
        expect(read(`${blank}${name}=x`, name), JSON.stringify(blank)).toBeNull()
        expect(read(`${name}${blank}=x`, name), JSON.stringify(blank)).toBeNull()
      }
      expect(read(`${name.toUpperCase()}=x`, name)).toBeNull()
      expect(read(`=${name}=x`, name)).toBeNull()
    }
  })
})

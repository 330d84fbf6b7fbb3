import { expect, it } from 'vitest'
import { redact } from '../../../src/cli/database/redact.ts'

it.each([
  ['user:s3cret@host/db', 'There is no file user:s3cret@host/db'],
  ['postgres://user:s3cret@host/db', 'refused for s3cret at host'],
  ['postgres://user:p%40ss@host/db', 'refused for p@ss and p%40ss'],
  ['libsql://host?authToken=abc.def', 'refused for abc.def'],
])('takes the secrets of %s out of a text', (url, text) => {
  const [, secret = ''] = /(?::(?!\/)|authToken=)([^@]+)/.exec(url) ?? []
  expect(redact(text, url)).toContain('***')
  expect(redact(text, url)).not.toContain(secret)
  expect(redact(text, url)).not.toContain(decodeURIComponent(secret))
})

it('leaves words alone that a short password is part of', () => {
  const text = 'a password was refused: user:a@host'
  expect(redact('password authentication failed', 'postgres://user:a@host/db')).toBe(
    'password authentication failed',
  )
  expect(redact(text, 'postgres://user:s@host/db')).toBe(text)
})

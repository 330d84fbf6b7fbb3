import { generateLuciaPasswordHash, validateLuciaPasswordHash } from 'lucia/utils'
import { scrypt } from '../../src/password.ts'

/** The two that are compared. */
export const hashes = {
  lucia: { generate: generateLuciaPasswordHash, validate: validateLuciaPasswordHash },
  'lucia-setup': scrypt,
}

const password = 'correct horse battery staple'

/** Checks a password as often as asked for, one after the other. */
export async function logins(name, count) {
  const { generate, validate } = hashes[name]
  const hash = await generate(password)
  for (let login = 0; login < count; login++) await validate(password, hash)
}

/** The Worker. */
export const worker = {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/trivial') return new Response('ok')
    await logins(searchParams.get('hash'), Number(searchParams.get('count')))
    return new Response(scrypt.implementation)
  },
}

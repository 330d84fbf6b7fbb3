import { generateLuciaPasswordHash, validateLuciaPasswordHash } from 'lucia/utils'
import { scrypt } from '../../src/password.ts'

const hashes = {
  Lucia: { generate: generateLuciaPasswordHash, validate: validateLuciaPasswordHash },
  'lucia-setup': scrypt,
}
const password = 'correct horse battery staple'

/** A Worker that makes a hash and checks passwords as often as asked for, one after the other. */
export const worker = {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/trivial') return new Response('ok')
    const { generate, validate } = hashes[searchParams.get('hash') as keyof typeof hashes]
    const hash = await generate(password)
    for (let login = 0; login < Number(searchParams.get('count')); login++) {
      await validate(password, hash)
    }
    return new Response('done')
  },
}

import type { Cookie } from 'lucia'
import { parseCookie, serializeCookie } from 'lucia/utils'
import { theme } from './app.ts'

/**
 * The cookies of one request as the frameworks keep them that read and write cookies for the app:
 * a cookie that is set is there at once, and is sent once, as it was set last.
 */
export class CookieStore {
  readonly #values: Map<string, string>
  readonly #sent = new Map([['theme', theme]])

  /** The first cookie of a name counts, or, as in Next.js, the last. */
  constructor(request: Request, keeps: 'first' | 'last' = 'first') {
    const pairs = (request.headers.get('Cookie') ?? '').split('; ').map((pair) => parseCookie(pair))
    if (keeps === 'first') pairs.reverse()
    this.#values = new Map(pairs.flatMap((pair) => Object.entries(pair)))
  }

  readonly get = (name: string): string | undefined => this.#values.get(name)

  readonly set = (name: string, value: string, attributes: Cookie['attributes'] = {}): void => {
    this.#values.set(name, value)
    this.#sent.set(name, serializeCookie(name, value, attributes))
  }

  /** The `Set-Cookie` headers of the answer. */
  headers(): string[] {
    return [...this.#sent.values()]
  }

  /** The same with cookies as objects, as most frameworks give them. */
  readonly objects = {
    get: (name: string) => {
      const value = this.get(name)
      return value === undefined ? undefined : { name, value }
    },
    set: this.set,
  }
}

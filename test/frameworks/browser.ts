import { CookieJar } from '../examples/cookie-jar.ts'

export interface Answer {
  status: number
  body: string
  /** The `Set-Cookie` headers, in their order. */
  cookies: string[]
}

/** Sends a request to an app: through a socket, or through the function that handles it. */
export type Send = (
  method: string,
  path: string,
  headers: Record<string, string>,
) => Promise<Answer>

/** As much of a browser as a login needs: it keeps cookies and names the origin of its posts. */
export class Browser {
  readonly cookies = new CookieJar()
  readonly origin: string
  readonly #send: Send

  constructor(origin: string, send: Send) {
    this.origin = origin
    this.#send = send
  }

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.#request('GET', path, headers)
  }

  /** A form post from the app's own page, or with the headers of another. */
  post(path: string, headers: Record<string, string> = { Origin: this.origin }): Promise<Answer> {
    return this.#request('POST', path, headers)
  }

  async #request(method: string, path: string, headers: Record<string, string> = {}) {
    const answer = await this.#send(method, path, { ...this.cookies.headers, ...headers })
    this.cookies.keep(answer.cookies)
    return answer
  }
}

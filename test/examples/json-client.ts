import { CookieJar } from './cookie-jar.ts'

interface Answer {
  status: number
  body: unknown
}

/** A client of an API in JSON, with cookies. */
export class JsonClient {
  readonly cookies = new CookieJar()

  constructor(public origin: string) {}

  readonly get = (path: string): Promise<Answer> => this.#send(path, { method: 'GET' })

  /** Sends a body as a page of some origin does, the app's own unless another is given. */
  readonly post = (path: string, body?: unknown, from?: string): Promise<Answer> =>
    this.#send(path, { method: 'POST', body: JSON.stringify(body) }, from)

  async #send(path: string, message: RequestInit, from = this.origin): Promise<Answer> {
    // A connection that is kept alive can be closed just when it is used again.
    const headers = { ...this.cookies.headers, Origin: from, Connection: 'close' }
    const answer = await fetch(this.origin + path, { ...message, headers })
    this.cookies.keep(answer.headers.getSetCookie())
    const text = await answer.text()
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text }
  }
}

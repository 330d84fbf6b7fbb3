import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { CookieJar } from './cookie-jar.ts'

export interface Answer {
  status: number
  /** The path that it came from, after redirects. */
  path: string
  headers: IncomingHttpHeaders
  html: string
}

export interface Message {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
}

/** Sends one request as it is: `fetch` adds headers of its own and joins repeated ones. */
export function send(origin: string, path: string, message: Message = {}): Promise<Answer> {
  const { method = 'GET', headers, body } = message
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, origin), { method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const html = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, path, headers: response.headers, html })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Sends a form as a browser does, without following where the answer leads. */
export function sendForm(
  origin: string,
  path: string,
  fields: Record<string, string>,
  headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
  return send(origin, path, {
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  })
}

/** A browser, as far as the example needs one: cookies, forms, and redirects followed. */
export class HttpBrowser {
  readonly cookies = new CookieJar()
  readonly #origin: string
  readonly #headers: OutgoingHttpHeaders

  constructor(origin: string, headers: OutgoingHttpHeaders = {}) {
    this.#origin = origin
    this.#headers = headers
  }

  async open(path: string): Promise<Answer> {
    return this.#follow(await send(this.#origin, path, { headers: this.#withCookies() }))
  }

  async submit(path: string, fields: Record<string, string> = {}): Promise<Answer> {
    return this.#follow(await sendForm(this.#origin, path, fields, this.#withCookies()))
  }

  /** The `Cookie` header that it sends now. */
  get cookieHeader(): string {
    return this.cookies.headers['Cookie'] ?? ''
  }

  #withCookies(): OutgoingHttpHeaders {
    return { ...this.#headers, ...this.cookies.headers }
  }

  #follow(answer: Answer): Answer | Promise<Answer> {
    this.cookies.keep(answer.headers['set-cookie'])
    const { location } = answer.headers
    return location === undefined ? answer : this.open(location)
  }
}

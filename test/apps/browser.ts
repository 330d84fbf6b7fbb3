import type { OutgoingHttpHeaders } from 'node:http'
import { shownFields } from '../examples/html.ts'
import { type Answer, send } from '../examples/http-browser.ts'

/** What a proxy says of the scheme: SvelteKit 3 takes `https:` for granted otherwise. */
const proxied = { 'X-Forwarded-Proto': 'http' }

/** One visitor's browser: its cookies, and the hidden fields of the forms that it sends. */
export class Browser {
  cookie: string
  readonly #origin: string
  readonly #headers: OutgoingHttpHeaders

  constructor(origin: string, cookie = '', headers: OutgoingHttpHeaders = {}) {
    this.#origin = origin
    this.cookie = cookie
    this.#headers = { ...proxied, Accept: 'text/html', ...headers }
  }

  /** Opens a page, and follows it to where it leads. */
  async open(path: string): Promise<Answer> {
    const headers = { ...this.#headers, Cookie: this.cookie }
    const answer = this.#keep(await send(this.#origin, path, { headers }))
    const { location } = answer.headers
    return location === undefined ? answer : await this.open(location)
  }

  /** Sends a form of a page, the first or the one with a button, as a browser without JavaScript. */
  async submit(
    path: string,
    fields: object = {},
    headers: object = {},
    button = '',
  ): Promise<Answer> {
    const own = { ...this.#headers, Cookie: this.cookie }
    const { html } = await send(this.#origin, path, { headers: own })
    const { action, hidden } = formOf(html, button)
    const form = new FormData()
    for (const [name, value] of [...hidden, ...Object.entries(fields)]) form.set(name, value)
    const body = new Response(hidden.length > 0 ? form : new URLSearchParams(form as never))
    const answer = await send(this.#origin, action || path, {
      method: 'POST',
      headers: {
        ...own,
        Origin: this.#origin,
        'Content-Type': body.headers.get('Content-Type') ?? '',
        ...headers,
      },
      body: Buffer.from(await body.arrayBuffer()),
    })
    return this.#keep(answer)
  }

  #keep(answer: Answer): Answer {
    for (const header of sessionCookies(answer)) {
      this.cookie = /^auth_session=[^;]+/.exec(header)?.[0] ?? ''
    }
    return answer
  }
}

/** The session cookies that an answer sets. */
export function sessionCookies({ headers }: Answer): string[] {
  return (headers['set-cookie'] ?? []).filter((header) => header.startsWith('auth_session='))
}

/** Where a form is sent to, and the fields with which Next.js says which action it is for. */
function formOf(html: string, button: string) {
  const forms = [...html.matchAll(/<form[^>]*>.*?<\/form>/gs)].map(([text]) => text)
  const form = forms.find((text) => text.includes(button)) ?? ''
  const [, action = ''] = /^<form[^>]* action="([^"]*)"/.exec(form) ?? []
  return { action, hidden: shownFields(form).filter(([name]) => name.startsWith('$ACTION_')) }
}

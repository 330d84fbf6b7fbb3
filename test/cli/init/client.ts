import { expect } from 'vitest'

const password = 'correct horse battery staple'

interface Answer {
  status: number
  body: unknown
}

/** A client of an app that keeps its cookie. */
export class Client {
  readonly #origin: string
  cookie = ''

  constructor(origin: string) {
    this.#origin = origin
  }

  async send(path: string, body?: object): Promise<Answer> {
    const headers = { Cookie: this.cookie, Origin: this.#origin, Connection: 'close' }
    const message = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    const answer = await fetch(this.#origin + path, { ...message, headers })
    const given = answer.headers.getSetCookie().at(-1)
    if (given) this.cookie = given.replace(/;.*/, '')
    const text = await answer.text()
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text }
  }
}

/** Signs up at an app, signs in from elsewhere, and is known in both places. */
export async function expectAccounts(
  origin: string,
  name: 'email' | 'username',
  own = '/me',
): Promise<void> {
  const account = { [name]: 'anna@example.com' }
  const credentials = { ...account, password }
  const known = { status: 200, body: expect.objectContaining(account) }
  const [first, second] = [new Client(origin), new Client(origin)]
  expect(await first.send(own)).toMatchObject({ status: 401 })
  expect(await first.send('/sign-up', credentials)).toEqual(known)
  expect(await first.send(own)).toEqual(known)
  expect(await second.send('/sign-in', { ...credentials, password: 'wrong' })).toMatchObject({
    status: 400,
  })
  expect(await second.send('/sign-in', credentials)).toMatchObject({ status: 200 })
  expect(await second.send(own)).toEqual(known)
}

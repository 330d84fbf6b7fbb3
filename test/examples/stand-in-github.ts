import { Response } from 'miniflare'

interface Person {
  id: number
  login: string
}

/** A request as workerd sends it to the outside. */
interface Outgoing {
  url: string
  headers: { get(name: string): string | null }
  text(): Promise<string>
}

/** What GitHub does for an OAuth app, in place of it: nothing of the tests leaves this machine. */
export class StandInGitHub {
  /** Whether it is out of order. */
  isDown = false
  readonly #client: { id: string; secret: string }
  readonly #codes = new Map<string, Person>()
  readonly #tokens = new Map<string, Person>()

  constructor(client: { id: string; secret: string }) {
    this.#client = client
  }

  /** Lets somebody agree to what the app has sent them for; gives the path that leads back to it. */
  authorize(location: string, person: Person): string {
    const { origin, pathname, searchParams } = new URL(location)
    if (origin + pathname !== 'https://github.com/login/oauth/authorize') {
      throw new Error(`This leads elsewhere: ${location}`)
    }
    if (searchParams.get('client_id') !== this.#client.id) throw new Error('There is no such app')
    const code = crypto.randomUUID()
    this.#codes.set(code, person)
    const state = searchParams.get('state') ?? ''
    return `/login/github/callback?${new URLSearchParams({ code, state })}`
  }

  /** Answers what the app asks by itself. */
  readonly answer = async (request: Outgoing): Promise<Response> => {
    if (this.isDown) return new Response('Out of order', { status: 503 })
    if (!request.headers.get('User-Agent')) return new Response('Who are you?', { status: 403 })
    if (request.url === 'https://github.com/login/oauth/access_token') return this.#token(request)
    if (request.url === 'https://api.github.com/user') return this.#user(request)
    return new Response('There is nothing here', { status: 404 })
  }

  /** GitHub answers 200 with an `error` where the standard has 400. */
  async #token(request: Outgoing): Promise<Response> {
    const { id, secret } = this.#client
    if (request.headers.get('Authorization') !== `Basic ${btoa(`${id}:${secret}`)}`) {
      return Response.json({ error: 'incorrect_client_credentials' })
    }
    const code = new URLSearchParams(await request.text()).get('code') ?? ''
    const person = this.#codes.get(code)
    if (!person) return Response.json({ error: 'bad_verification_code' })
    this.#codes.delete(code)
    const token = `gho_${crypto.randomUUID()}`
    this.#tokens.set(token, person)
    return Response.json({ access_token: token, scope: '', token_type: 'bearer' })
  }

  #user({ headers }: Outgoing): Response {
    const person = this.#tokens.get(headers.get('Authorization')?.replace('Bearer ', '') ?? '')
    if (person) return Response.json({ ...person, name: null, email: null })
    return Response.json({ message: 'Bad credentials' }, { status: 401 })
  }
}

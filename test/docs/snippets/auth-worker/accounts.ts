import { WorkerEntrypoint } from 'cloudflare:workers'
import { createAuth } from 'lucia-setup/d1'
import { isLuciaError } from 'lucia-setup/errors'

const setUpAuth = ({ DB }: Env) => createAuth(DB)

interface Env {
  DB: D1Database
}

export default class Accounts extends WorkerEntrypoint<Env> {
  async signUp(name: string, password: string) {
    const { auth } = setUpAuth(this.env)
    const key = { providerId: 'name', providerUserId: name, password }
    const { userId } = await auth.createUser({ key })
    const session = await auth.createSession({ userId })
    return { session, cookie: auth.createSessionCookie(session).serialize() }
  }

  async signIn(name: string, password: string) {
    const { auth } = setUpAuth(this.env)
    const { userId } = await auth.useKey('name', name, password)
    const session = await auth.createSession({ userId })
    return { session, cookie: auth.createSessionCookie(session).serialize() }
  }

  /** The session of a request; with a cookie to send, where the session was renewed. */
  async session(request: Request) {
    const { auth } = setUpAuth(this.env)
    const id = auth.readSessionCookie(request.headers.get('Cookie'))
    if (!id || !auth.isTrustedRequest(request)) return null
    try {
      const session = await auth.validateSession(id)
      const cookie = session.fresh ? auth.createSessionCookie(session).serialize() : null
      return { session, cookie }
    } catch (error) {
      if (isLuciaError(error, 'AUTH_INVALID_SESSION_ID')) return null
      throw error
    }
  }
}

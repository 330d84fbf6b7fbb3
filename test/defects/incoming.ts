import type { RequestContext } from 'lucia'

export interface IncomingOptions {
  method?: string
  url?: string
  /** A session id, sent as Lucia's cookie. */
  session?: string
  /** The framework's own idea of the cookie. */
  sessionCookie?: string | null
}

/** A request as a middleware hands it to Lucia, and the `Set-Cookie` headers of its answer. */
export function incoming(
  headers: Record<string, string> = {},
  { method = 'GET', url = 'https://app.example.com/', session, ...rest }: IncomingOptions = {},
): RequestContext & { cookies: string[] } {
  const cookies: string[] = []
  const cookie: Record<string, string> = session ? { Cookie: `auth_session=${session}` } : {}
  return {
    ...rest,
    cookies,
    request: { method, url, headers: new Headers({ ...cookie, ...headers }) },
    setCookie: (given) => void cookies.push(given.serialize()),
  }
}

/** What both kinds of `auth` have in common here. */
interface AnyAuth {
  handleRequest(context: RequestContext): {
    validate(): Promise<{ user: { userId: string } } | null>
  }
}

/** Whose session a request has. */
export async function userOf(auth: AnyAuth, context: RequestContext): Promise<string | null> {
  const session = await auth.handleRequest(context).validate()
  return session?.user.userId ?? null
}

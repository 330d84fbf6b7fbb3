import type { RequestContext } from 'lucia'
import { lucia as luciaDefault, web } from 'lucia/middleware'
import type { CsrfProtection } from '../../src/internal/auth/trust.ts'
import { incoming, userOf } from '../defects/incoming.ts'
import { ours, plantSession } from '../defects/pair.ts'

export interface Rules {
  csrfProtection?: boolean | CsrfProtection
  env?: 'DEV' | 'PROD'
}

export interface Visit {
  method?: string
  /** Null where the framework knows no URL. */
  url?: string | null
  headers?: Record<string, string>
}

/** Whose session a request with Anna's cookie has: nobody's, where its cookie is not trusted. */
export function visitor(rules: Rules = {}) {
  const { auth, database } = ours({ ...rules, middleware: luciaDefault() })
  plantSession(database, 'session-1')
  return (visit: Visit) => userOf(auth, contextOf(visit))
}

function contextOf({ method = 'GET', url, headers = {} }: Visit): RequestContext {
  const { request, setCookie } = incoming(headers, { method, session: 'session-1' })
  if (url === null) return { request: { method, headers: request.headers }, setCookie }
  return { request: url ? { ...request, url } : request, setCookie }
}

/** The same for a real `Request`, whose headers are those that a server lets through. */
export function realVisitor(rules: Rules = {}) {
  const { auth, database } = ours({ ...rules, middleware: web() })
  plantSession(database, 'session-1')
  return async (request: Request) => {
    const session = await auth.handleRequest(request).validate()
    return session?.user.userId ?? null
  }
}

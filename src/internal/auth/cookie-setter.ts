import type { Cookie, Session as LuciaSession, Middleware } from 'lucia'
import type { SessionToStore } from './cookies.ts'
import { replaceCookie } from './response-cookies.ts'

type SetCookie = (cookie: Cookie) => void

/**
 * What a middleware made of a request, as Lucia gives it to its own `AuthRequest`: middlewares may
 * hand over three header values in place of `Headers`, and the cookie that the framework has parsed.
 */
export interface MiddlewareContext extends ReturnType<Middleware> {
  /**
   * Sets a cookie or throws, where it may be that none can be set: it is to be asked before a session
   * is renewed.
   */
  askToSet?: SetCookie
  /** Is told of a renewal whose cookie has been set, and how to take it back. */
  onRenewal?: (restore: () => Promise<void>) => void
  /** Starts the request by itself, with what it knows later. */
  open?: (start: (context: MiddlewareContext) => SessionRequest) => SessionRequest
}

/** The methods of one request's session. */
export interface SessionRequest {
  setSession(session: SessionToStore): unknown
  validate(): Promise<LuciaSession | null>
  validateBearerToken(): Promise<LuciaSession | null>
  invalidate(): void
}

/** A response of Node, on which Lucia's middlewares set headers. */
export interface NodeResponse {
  getHeader(name: string): number | string | string[] | undefined
  setHeader(name: string, value: string[]): void
}

/** What Next.js gives on the server: its functions, or an object with them. */
interface NextContext {
  cookies(): { set(name: string, value: string, attributes: object): unknown }
}

/** How cookies are set in place of the middleware, where Lucia's does it wrong or hides that it cannot. */
export function withCookieSetter(context: MiddlewareContext, args: unknown[]): MiddlewareContext {
  if (context.askToSet) return context
  const response = nodeResponses(args).find(isNodeResponse)
  if (response) return { ...context, setCookie: onNode(response) }
  const next = args.find(isNextContext)
  if (next) return { ...context, askToSet: onNext(next) }
  const [request, ...others] = args
  if (request instanceof Request && others.length === 0) {
    return { ...context, askToSet: 'cookies' in request ? refuseCookie : context.setCookie }
  }
  return { ...context, setCookie: unlessSent(context.setCookie, args) }
}

/**
 * Lucia's middlewares `node()`, `h3()` and those for Next.js put the newest cookie first, so that
 * browsers keep an older one, and cut cookies that are set already at the comma of their date.
 */
function onNode(response: NodeResponse): SetCookie {
  return (cookie) => {
    const before = [response.getHeader('Set-Cookie') ?? []].flat().map(String)
    response.setHeader('Set-Cookie', replaceCookie(before, cookie.serialize()))
  }
}

/** Lucia's middlewares for Next.js ignore it when a page cannot set cookies. */
function onNext(context: NextContext): SetCookie {
  return ({ name, value, attributes }) => context.cookies().set(name, value, attributes)
}

/** Of a `NextRequest`, of which Lucia's middleware ignores it too, and of a handshake. */
export function refuseCookie(): never {
  throw new TypeError('The answer to this request takes no cookies')
}

/** Fastify takes headers after it has sent them. */
function unlessSent(setCookie: SetCookie, args: unknown[]): SetCookie {
  return (cookie) => {
    if (args.some((arg) => Object(arg).sent === true))
      throw new TypeError('The reply has been sent')
    setCookie(cookie)
  }
}

/** Where the middlewares get a response from: an argument, or a field of a context. */
function nodeResponses(args: unknown[]): unknown[] {
  return args.flatMap((arg) => {
    const { res, node } = Object(arg) as { res?: unknown; node?: { res?: unknown } }
    return [arg, res, node?.res]
  })
}

function isNodeResponse(value: unknown): value is NodeResponse {
  const { getHeader, setHeader } = Object(value) as Partial<NodeResponse>
  return typeof getHeader === 'function' && typeof setHeader === 'function'
}

function isNextContext(value: unknown): value is NextContext {
  const object: object = Object(value)
  return (
    typeof Reflect.get(object, 'cookies') === 'function' &&
    ('headers' in object || 'request' in object)
  )
}

/** The headers of a request, whatever the middleware gives. */
export function toHeaders(headers: MiddlewareContext['request']['headers']): Pick<Headers, 'get'> {
  if ('get' in headers && typeof headers.get === 'function') return headers
  const values = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return { get: (name) => values.get(name.toLowerCase()) ?? null }
}

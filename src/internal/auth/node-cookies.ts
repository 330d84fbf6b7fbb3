import type { Cookie, Middleware } from 'lucia'

type MiddlewareContext = ReturnType<Middleware>

/** A response of Node, on which Lucia's middlewares set headers. */
interface NodeResponse {
  getHeader(name: string): number | string | string[] | undefined
  setHeader(name: string, value: string[]): void
}

/**
 * Sets cookies on Node's response in place of Lucia's middlewares `node()`, `h3()` and those for
 * Next.js: they put the newest cookie first, so that browsers keep an older one, and cut cookies that
 * are set already at the comma of their date.
 */
export function withNodeCookies(context: MiddlewareContext, args: unknown[]): MiddlewareContext {
  const response = nodeResponses(args).find(isNodeResponse)
  if (response === undefined) return context
  return {
    ...context,
    setCookie(cookie: Cookie) {
      const before = [response.getHeader('Set-Cookie') ?? []].flat().map(String)
      const others = before.filter((other) => !other.startsWith(`${cookie.name}=`))
      response.setHeader('Set-Cookie', [...others, cookie.serialize()])
    },
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

/** The `Set-Cookie` headers of a response with one more, which takes the place of the same cookie. */
export function replaceCookie(headers: readonly string[], header: string): string[] {
  const identity = identityOf(header)
  return [...headers.filter((other) => identityOf(other) !== identity), header]
}

/** What tells cookies apart for a browser: name, domain and path. */
function identityOf(header: string): string {
  const [name = ''] = /^[^=;]*/.exec(header) ?? []
  const [, domain = ''] = /; *domain=([^;]*)/i.exec(header) ?? []
  const [, path = ''] = /; *path=([^;]*)/i.exec(header) ?? []
  return [name, domain.toLowerCase(), path].join(';')
}

/**
 * A response with session cookies: a copy, since the headers of some responses cannot be changed. A
 * handshake's (101) takes no cookies.
 */
export function withSessionCookies(response: Response, cookies: readonly string[]): Response {
  if (cookies.length === 0 || response.status < 200) return response
  const copy = new Response(response.body, response)
  for (const cookie of cookies) copy.headers.append('Set-Cookie', cookie)
  return copy
}

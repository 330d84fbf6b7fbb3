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
 * A response with session cookies, which no shared cache may keep: it is a copy, since the headers of
 * some responses cannot be changed. A handshake's (101) takes no cookies.
 */
export function withSessionCookies(response: Response, cookies: readonly string[]): Response {
  if (cookies.length === 0 || response.status < 200) return response
  const copy = new Response(response.body, response)
  for (const cookie of cookies) copy.headers.append('Set-Cookie', cookie)
  copy.headers.set('Cache-Control', privately(copy.headers.get('Cache-Control')))
  for (const [name, value] of [...copy.headers]) {
    // These go before `Cache-Control`. https://www.rfc-editor.org/rfc/rfc9213
    if (/.cache-control$|^surrogate-control$/.test(name)) copy.headers.set(name, privately(value))
  }
  return copy
}

/** The directives of `Cache-Control` with those left out that let a shared cache keep a response. */
function privately(directives: string | null): string {
  const kept = (directives?.match(/(?:[^,"]|"[^"]*")+/g) ?? [])
    .map((directive) => directive.trim())
    .filter(
      (directive) => directive !== '' && !/^(public|private|s-maxage)\s*(=|$)/i.test(directive),
    )
  return (kept.some((each) => /^no-store$/i.test(each)) ? kept : [...kept, 'private']).join(', ')
}

/** A browser's cookies: the last of a name wins, and one that is over goes. */
export class CookieJar extends Map<string, string> {
  /** Takes `Set-Cookie` headers. */
  keep(headers: readonly string[] = []): void {
    for (const header of headers) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(header) ?? []
      const age = /; Max-Age=(-?\d+)/i.exec(header)?.[1]
      const expires = /; Expires=([^;]+)/i.exec(header)?.[1]
      const isOver = age === undefined ? Date.parse(expires ?? '') <= Date.now() : Number(age) <= 0
      if (isOver) this.delete(name)
      else this.set(name, value)
    }
  }

  /** The `Cookie` header that goes with a request, where there are cookies. */
  get headers(): Record<string, string> {
    const pairs = [...this].map(([name, value]) => `${name}=${value}`)
    return pairs.length > 0 ? { Cookie: pairs.join('; ') } : {}
  }
}

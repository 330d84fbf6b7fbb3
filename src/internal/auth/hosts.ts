/** A URL, or null where a text is none. */
export function parseUrl(url: string | null): URL | null {
  try {
    return url === null ? null : new URL(url)
  } catch {
    return null
  }
}

/**
 * A host as the URL of a page has it: in lower case, with other letters than those of ASCII written
 * in ASCII (`xn--`), and without the port that its scheme has by default.
 */
export function hostOf(scheme: string, host: string): string | undefined {
  return parseUrl(`${scheme}//${host}`)?.host
}

/** Whether a value is a host that the URL of a page can have, with a port or without. */
export function isHost(value: unknown): boolean {
  if (typeof value !== 'string' || /[\s/?#@\\]/.test(value)) return false
  const hostname = parseUrl(`https://${value}`)?.hostname ?? ''
  return /^(\[.+\]|[\w-]+(\.[\w-]+)*\.?)$/.test(hostname)
}

/** Whether a value is a whole origin: a scheme and a host, and nothing more. */
export function isOrigin(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^[a-z][a-z\d+.-]*:\/\/[^\s/?#@\\*]+$/i.test(value) &&
    Boolean(parseUrl(value)?.host)
  )
}

/** Whether a value is a token of RFC 9110, as the names of headers and cookies are. */
export function isToken(value: unknown): boolean {
  return typeof value === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(value)
}

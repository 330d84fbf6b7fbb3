/** Takes the password and the tokens of a URL out of a text that may repeat them. */
export function redact(text: string, url: string): string {
  const secrets = secretsOf(url).filter((secret) => secret !== '')
  return secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text)
}

function secretsOf(url: string): string[] {
  const [, password = ''] = /^[^/]*\/\/[^/?#:@]*:([^/?#]*)@/.exec(url) ?? []
  const values = [...url.matchAll(/[?&][^=&#]*(?:token|password)=([^&#]*)/gi)]
  return [password, ...values.map(([, value = '']) => value)].flatMap((secret) => [
    secret,
    decode(secret),
  ])
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Takes the password and the tokens of a URL out of a text that may repeat them. */
export function redact(text: string, url: string): string {
  const secrets = secretsOf(url).filter((secret) => secret !== '')
  return secrets.reduce((redacted, secret) => redacted.replace(patternOf(secret), '***'), text)
}

/** A short password is part of many words, which are not to be read as it. */
function patternOf(secret: string): RegExp {
  const literal = secret.replace(/\W/g, '\\$&')
  return new RegExp(secret.length < 8 ? `(?<!\\w)${literal}(?!\\w)` : literal, 'g')
}

function secretsOf(url: string): string[] {
  const [, password = ''] = /^(?:[^/]*\/\/)?[^/?#:@]*:([^/?#]*)@/.exec(url) ?? []
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

/**
 * The parameters of a SQLite statement in the order of their numbers: the name with its prefix
 * (`?2`, `:id`, `@id`, `$id`), or `undefined` for a plain `?`. A name that occurs twice is one.
 */
export function sqlParameters(sql: string): (string | undefined)[] {
  const parameters: (string | undefined)[] = []
  for (const [token] of sql.matchAll(tokens)) {
    if (token === '?') {
      parameters.push(undefined)
    } else if (/^\?\d/.test(token)) {
      const index = Number(token.slice(1)) - 1
      while (parameters.length <= index) parameters.push(undefined)
      parameters[index] = token
    } else if (/^[:@$]/.test(token) && !parameters.includes(token)) {
      parameters.push(token)
    }
  }
  return parameters
}

/** Texts, names and comments come first, so that what is inside them is no parameter. */
const tokens =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*.*?\*\/|\?\d*|[:@$][A-Za-z_]\w*/gs

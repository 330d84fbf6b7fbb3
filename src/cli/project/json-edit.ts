import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'

/**
 * JSON with comments, with one more item, as code, in a list. Where there is no such list, it goes behind the
 * member at `beside`, or behind the first one. All else stays as it is written.
 */
export function withListItem(
  text: string,
  path: string[],
  code: string,
  beside: string[] = [],
): string {
  const root = parseTree(text, [], { allowTrailingComma: true })
  const list = root && findNodeAtLocation(root, path)
  if (list) {
    const last = list.children?.at(-1)
    if (last) return insertAfter(text, last, code)
    return `${text.slice(0, list.offset)}[${code}]${text.slice(list.offset + list.length)}`
  }
  const neighbour = root && findNodeAtLocation(root, beside)?.parent
  const member = neighbour ?? root?.children?.[0]
  return member ? insertAfter(text, member, `${JSON.stringify(path.at(-1))}: [${code}]`) : text
}

/** One more member behind a member of an object or list, on a line of its own like that one. */
function insertAfter(text: string, member: Node, code: string): string {
  const end = member.offset + member.length
  const before = /(^|\r?\n)([ \t]*)$/.exec(text.slice(0, member.offset))
  const separator = before ? `,${before[0]}` : ', '
  return text.slice(0, end) + separator + code + text.slice(end)
}

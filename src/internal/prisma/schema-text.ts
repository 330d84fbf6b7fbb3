/** What the text of a Prisma schema says of a field. */
export interface FieldText {
  type: string
  isList: boolean
  isOptional: boolean
  /** What stands after its type. */
  attributes: string
}

/** A unique constraint, or the primary key; its name in the database where it is given one. */
export interface UniqueKey {
  fields: string[]
  isPrimary: boolean
  map: string | undefined
}

/** What the text of a Prisma schema says of a model. */
export interface ModelText {
  fields: Readonly<Record<string, FieldText>>
  keys: UniqueKey[]
}

const fieldLine = /^\s*(\w+)\s+(\w+)(?:\(.*?\))?(\[\])?(\?)?(.*)$/
const keyLine = /^\s*@@(id|unique)\s*\((?:fields:\s*)?\[(.*?)\](.*)\)/

/** Reads a model from the text of a Prisma schema, which a client holds. */
export function readModel(schema: string, model: string): ModelText {
  const fields: Record<string, FieldText> = {}
  const keys: UniqueKey[] = []
  for (const line of linesOf(schema, `model ${model}`)) {
    const [, kind, list, rest] = keyLine.exec(line) ?? []
    if (kind !== undefined) keys.push(keyOf(kind, wordsOf(list), rest))
    const [, name, type = '', brackets, mark, attributes = ''] = fieldLine.exec(line) ?? []
    if (name === undefined) continue
    const [isList, isOptional] = [brackets !== undefined, mark !== undefined]
    fields[name] = { type, isList, isOptional, attributes }
    const [, ownKind, own] = /@(id|unique)\b(\(.*?\))?/.exec(attributes) ?? []
    if (ownKind !== undefined) keys.push(keyOf(ownKind, [name], own))
  }
  return { fields, keys }
}

/** The values of an enum, by their names in code; nothing where there is no such enum. */
export function readEnum(schema: string, name: string): string[] {
  return linesOf(schema, `enum ${name}`).flatMap((line) => /^\s*(\w+)/.exec(line)?.[1] ?? [])
}

/** The lines between the braces of a block, without comments. */
export function linesOf(schema: string, block: string): string[] {
  const lines = schema.split('\n')
  const start = lines.findIndex((line) => line.split('{')[0]?.trim().replace(/\s+/g, ' ') === block)
  if (start === -1) return []
  const end = lines.findIndex((line, index) => index > start && /^\s*\}/.test(line))
  return lines
    .slice(start + 1, end)
    .map((line) => line.replace(/("(?:\\.|[^"\\])*")|\/\/.*$/g, '$1'))
}

function keyOf(kind: string, fields: string[], rest = ''): UniqueKey {
  const [, map] = /\bmap:\s*"((?:\\.|[^"\\])*)"/.exec(rest) ?? []
  return { fields, isPrimary: kind === 'id', map }
}

/** The fields of a list, without what stands in brackets behind them. */
export function wordsOf(list = ''): string[] {
  return list.replace(/\(.*?\)/g, '').match(/\w+/g) ?? []
}

import type { Expression } from '@babel/types'
import type { Casing } from './casing.ts'
import { follow, literalOf } from './constants.ts'
import { nodesIn, parseSource, propertyOf, type Source } from './syntax.ts'

/** What a drizzle-kit configuration says where it says it literally. */
export interface DrizzleConfiguration {
  /** The file's path from the project's folder: `drizzle.config.ts`. */
  file: string
  text: string
  /** The files, folders or patterns of the schema; empty when the configuration computes them. */
  schema: string[]
  /** Where `schema` stands in the text, for an edit. */
  schemaRange: [start: number, end: number] | undefined
  /** How columns without a name of their own are called. */
  casing: Casing | undefined
  /** The folder of the migrations: `drizzle` unless the configuration says so. */
  out: string
}

/** Reads a drizzle-kit configuration without running it. */
export function readDrizzleConfig(file: string, text: string): DrizzleConfiguration {
  // JSON is an expression of JavaScript.
  const source = parseSource(file, file.endsWith('.json') ? `(${text})` : text)
  const shift = file.endsWith('.json') ? 1 : 0
  const value = (name: string) => {
    const node = source && findProperty(source, name)
    return node && literalOf({ source, node })
  }
  const textOf = (name: string) => {
    const text = value(name)
    return typeof text === 'string' ? text : undefined
  }
  const schema = source && findProperty(source, 'schema')
  const casing = value('casing')
  return {
    file,
    text,
    schema: [value('schema')].flat().filter((path) => typeof path === 'string'),
    casing: casing === 'snake_case' || casing === 'camelCase' ? casing : undefined,
    schemaRange: schema && [(schema.start ?? 0) - shift, (schema.end ?? 0) - shift],
    out: textOf('out') ?? './drizzle',
  }
}

/** The property of the outermost object that has it: `defineConfig({ ... })`. */
export function findProperty(source: Source, name: string): Expression | undefined {
  for (const node of nodesIn(source.program)) {
    const { node: object } = follow({ source, node })
    if (object.type !== 'ObjectExpression') continue
    const found = propertyOf(object, name)
    if (found) return found
  }
  return undefined
}

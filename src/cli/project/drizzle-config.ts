import type { Expression } from '@babel/types'
import type { Casing } from './casing.ts'
import { follow, literalOf } from './constants.ts'
import { nodesIn, parseSource, propertyOf, type Source } from './syntax.ts'

/** What a drizzle-kit configuration says where it says it literally. */
export interface DrizzleConfiguration {
  /** The file's path from the project's folder: `drizzle.config.ts`. */
  file: string
  text: string
  /** drizzle-kit's name of the dialect: `sqlite`, `turso`, `postgresql` or `mysql`. */
  dialect: string | undefined
  driver: string | undefined
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
  const property = (name: string) => source && findProperty(source, name)
  const value = (name: string) => {
    const node = property(name)
    return source && node && literalOf({ source, node })
  }
  const schema = property('schema')
  const paths = [value('schema')].flat().filter((path) => typeof path === 'string')
  const dialect = value('dialect')
  const driver = value('driver')
  const out = value('out')
  const casing = value('casing')
  return {
    file,
    text,
    dialect: typeof dialect === 'string' ? dialect : undefined,
    driver: typeof driver === 'string' ? driver : undefined,
    schema: paths,
    casing: casing === 'snake_case' || casing === 'camelCase' ? casing : undefined,
    schemaRange: schema && [(schema.start ?? 0) - shift, (schema.end ?? 0) - shift],
    out: typeof out === 'string' ? out : './drizzle',
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

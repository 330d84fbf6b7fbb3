import type { Casing } from './casing.ts'
import { findProperty, settingOf } from './constants.ts'
import { parseSource } from './syntax.ts'

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
  const shift = file.endsWith('.json') ? 1 : 0
  const source = parseSource(file, shift ? `(${text})` : text)
  const schema = source && findProperty(source, 'schema')
  const [paths, casing, out] = ['schema', 'casing', 'out'].map(
    (name) => source && settingOf(source, name),
  )
  return {
    file,
    text,
    schema: [paths].flat().filter((path) => typeof path === 'string'),
    casing: casing === 'snake_case' || casing === 'camelCase' ? casing : undefined,
    schemaRange: schema && [(schema.start ?? 0) - shift, (schema.end ?? 0) - shift],
    out: typeof out === 'string' ? out : './drizzle',
  }
}

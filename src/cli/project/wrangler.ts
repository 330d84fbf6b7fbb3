import { type ParseError, parse as parseJsonc, printParseErrorCode } from 'jsonc-parser'
import { parse as parseToml, TomlError } from 'smol-toml'
import { Failure } from '../failure.ts'

/** A D1 database of a Worker. */
export interface D1Database {
  binding: string
  databaseName: string | undefined
  /** Where wrangler looks for migrations: `migrations` unless the configuration says so. */
  migrationsFolder: string
}

/** What a wrangler configuration says, as far as it matters here. */
export interface WranglerConfiguration {
  /** The file's path from the project's folder: `wrangler.jsonc`. */
  file: string
  text: string
  name: string | undefined
  /** The Worker's entry, from the project's folder. */
  main: string | undefined
  compatibilityDate: string | undefined
  compatibilityFlags: string[]
  d1: D1Database[]
  /** The bindings of Hyperdrive. */
  hyperdrive: string[]
}

/** Reads a wrangler configuration. Throws a `Failure` when it is broken. */
export function readWrangler(file: string, text: string): WranglerConfiguration {
  const values = parseWrangler(file, text)
  const named = Object.values(record(values.env)).map(record)
  // Bindings are not inherited: an app with environments may have them there only.
  const all = (name: string) =>
    [values, ...named].flatMap((part) => list(part[name])).map((item) => record(item))
  const unique = new Map(all('d1_databases').map((item) => [stringOf(item.binding) ?? 'DB', item]))
  return {
    file,
    text,
    name: stringOf(values.name),
    main: stringOf(values.main),
    compatibilityDate: stringOf(values.compatibility_date),
    compatibilityFlags: list(values.compatibility_flags).map(String),
    d1: [...unique].map(([binding, item]) => ({
      binding,
      databaseName: stringOf(item.database_name),
      migrationsFolder: stringOf(item.migrations_dir) ?? 'migrations',
    })),
    hyperdrive: [...new Set(all('hyperdrive').map(({ binding }) => String(binding)))],
  }
}

/** The values of a wrangler configuration. Throws a `Failure` with the place where it is broken. */
export function parseWrangler(file: string, text: string): Record<string, unknown> {
  if (file.endsWith('.toml')) {
    try {
      return parseToml(text)
    } catch (error) {
      if (!(error instanceof TomlError)) throw error
      const [problem = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n')
      throw new Failure(`${file} is broken at line ${error.line}: ${problem}`, { cause: error })
    }
  }
  const errors: ParseError[] = []
  const values: unknown = parseJsonc(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error) {
    const line = text.slice(0, error.offset).split('\n').length
    throw new Failure(`${file} is broken at line ${line}: ${printParseErrorCode(error.error)}`)
  }
  return record(values)
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

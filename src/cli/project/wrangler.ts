import { type ParseError, parse as parseJsonc, printParseErrorCode } from 'jsonc-parser'
import { parse as parseToml, TomlError } from 'smol-toml'
import { Failure } from '../failure.ts'
import { lineAt } from './syntax.ts'

/** A D1 database of a Worker. */
export interface D1Database {
  binding: string
  databaseName: string | undefined
  /** Where wrangler looks for migrations: `migrations` unless the configuration says so. */
  migrationsFolder: string
  /** Which files of it are migrations, where the configuration says so. */
  migrationsPattern: string | undefined
  /** The environment that has it, where the Worker itself has not. */
  environment: string | undefined
}

/** The settings of a Worker, or of one of its environments. */
export interface Environment {
  /** Undefined for the Worker itself. */
  name: string | undefined
  compatibilityDate: string | undefined
  compatibilityFlags: string[]
}

/** What a wrangler configuration says, as far as it matters here. */
export interface WranglerConfiguration extends Environment {
  /** The file's path from the project's folder: `wrangler.jsonc`. */
  file: string
  text: string
  /** Whether it is code of the `cf` command, `cloudflare.config.ts`. */
  isCode: boolean
  /** Whether it is for Pages, whose functions are files of a folder. */
  isPages: boolean
  /** The Worker's entry, from the project's folder. */
  main: string | undefined
  /** The environments that have settings of their own. */
  environments: Environment[]
  d1: D1Database[]
  /** The bindings of Hyperdrive. */
  hyperdrive: string[]
}

/** The flag that brings the platform's own scrypt, and sockets. */
export const nodeCompat = 'nodejs_compat'

/** From this date on, the flag brings the module that hashes passwords. */
export const nodejsDate = '2024-09-23'

/** Whether a Worker or an environment of it has the flag in one of its forms. */
export function hasNodeCompat({ compatibilityFlags }: Environment): boolean {
  return compatibilityFlags.some((name) => name === nodeCompat || name === `${nodeCompat}_v2`)
}

/** Reads a wrangler configuration. Throws a `Failure` when it is broken. */
export function readWrangler(file: string, text: string): WranglerConfiguration {
  return configurationOf({ file, text, isCode: false }, parseWrangler(file, text))
}

/** What a configuration says by its values, which have the names that wrangler gives them. */
export function configurationOf(
  file: Pick<WranglerConfiguration, 'file' | 'text' | 'isCode'>,
  values: Record<string, unknown>,
): WranglerConfiguration {
  const named = Object.entries(record(values.env)).map(
    ([name, settings]) => [name, record(settings)] as const,
  )
  // Bindings are not inherited: an app with environments may have them there only.
  const all = (kind: string) =>
    [[undefined, values] as const, ...named].flatMap(([environment, settings]) =>
      list(settings[kind]).map((item) => ({ ...record(item), environment })),
    ) as Record<string, unknown>[]
  const d1 = all('d1_databases').map((item) => ({
    binding: stringOf(item.binding) ?? 'DB',
    databaseName: stringOf(item.database_name),
    migrationsFolder: stringOf(item.migrations_dir) ?? 'migrations',
    migrationsPattern: stringOf(item.migrations_pattern),
    environment: stringOf(item.environment),
  }))
  return {
    ...file,
    name: stringOf(values.name),
    isPages: values.pages_build_output_dir !== undefined,
    main: stringOf(values.main),
    ...settingsOf(values),
    environments: named.map(([name, settings]) => ({
      name,
      ...settingsOf({ ...values, ...settings }),
    })),
    d1: d1.filter(({ binding }, at) => d1.findIndex((one) => one.binding === binding) === at),
    hyperdrive: [
      ...new Set(all('hyperdrive').map(({ binding }) => stringOf(binding) ?? 'HYPERDRIVE')),
    ],
  }
}

function settingsOf(values: Record<string, unknown>): Omit<Environment, 'name'> {
  return {
    compatibilityDate: stringOf(values.compatibility_date),
    compatibilityFlags: list(values.compatibility_flags).map(String),
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
    const problem = printParseErrorCode(error.error)
    throw new Failure(`${file} is broken at line ${lineAt(text, error.offset)}: ${problem}`)
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

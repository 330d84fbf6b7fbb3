import type { ArgsDef } from 'citty'
import { type MoreTableNames, moreNames, parts, type TableNames } from '../internal/schema/names.ts'
import { Failure } from './failure.ts'

/** The arguments that say which tables are meant. */
export const tableArgs = {
  'table-names': {
    type: 'string',
    description: 'Other names than the default ones',
    valueHint: 'user=auth_user,session=auth_session',
  },
  token: { type: 'boolean', description: 'The table of lucia-setup/tokens as well' },
  throttle: { type: 'boolean', description: 'The table of lucia-setup/throttle as well' },
  schema: {
    type: 'string',
    description: "The app's own file with Drizzle tables, in place of the default ones",
    valueHint: './src/schema.ts',
  },
} as const

/** What a command was given of some arguments. */
type Given<Args extends ArgsDef> = {
  [Name in keyof Args]?: (Args[Name]['type'] extends 'boolean' ? boolean : string) | undefined
}

/** What a command was given of them. */
export type TableArgs = Given<typeof tableArgs> & { dialect?: string | undefined }

/** Names of tables, those of tokens and of a throttle too. */
export type GivenNames = Partial<TableNames & MoreTableNames>

/** The tables that there may be beside Lucia's. */
export type MoreTables = { [Part in keyof MoreTableNames]?: boolean | undefined }

const more = Object.keys(moreNames) as (keyof MoreTableNames)[]

/** Those that are asked for. */
export function askedTables(given: MoreTables): (keyof MoreTableNames)[] {
  return more.filter((part) => given[part])
}

/** The arguments that every command has. */
export const commonArgs = {
  cwd: { type: 'string', alias: 'C', description: 'The folder of the project' },
  debug: { type: 'boolean', description: 'Shows where an error comes from' },
} as const

/** The arguments that say which database is meant. */
export const databaseArgs = {
  variable: {
    type: 'string',
    description: 'The variable with the URL, of the environment or of .env',
    valueHint: 'DATABASE_URL',
  },
  d1: {
    type: 'string',
    description: 'A D1 database, by its name in the wrangler configuration',
    valueHint: 'my-database',
  },
  local: { type: 'boolean', description: 'The D1 database of wrangler dev' },
  remote: { type: 'boolean', description: 'The D1 database that is deployed' },
  env: { type: 'string', description: 'The environment of the wrangler configuration' },
} as const

/** What a command was given of them, and a URL or file. */
export type DatabaseArgs = Given<typeof databaseArgs> & { url?: string | undefined }

/** Throws a `Failure` for what citty lets pass: a value too many, and a flag without its value. */
export function assertValues(
  given: Record<string, unknown> & { _: string[] },
  known: ArgsDef,
): void {
  const definitions = Object.entries(known)
  const positionals = definitions.filter(([, { type }]) => type === 'positional')
  const surplus = given._[positionals.length]
  if (surplus !== undefined) throw new Failure(`"${surplus}" is one argument too many: see --help`)
  for (const [name, { type }] of definitions) {
    if (type === 'string' && given[name] === '') throw new Failure(`--${name} needs a value`)
  }
}

/**
 * Reads `user=auth_user,session=auth_session`. Throws a `Failure` for anything else, and for a table
 * beside Lucia's that is not asked for.
 */
export function parseTableNames(text?: string, asked: MoreTables = {}): GivenNames {
  const known: string[] = [...parts, ...more.filter((part) => asked[part])]
  const pairs = text === undefined ? [] : text.split(',').map((pair) => pair.trim().split('='))
  for (const [part, name = '', ...rest] of pairs) {
    if (name.trim() === '' || rest.length > 0) {
      const form = 'must be like user=auth_user,session=user_session,key=user_key'
      throw new Failure(`--table-names ${form}. Received ${JSON.stringify(text)}`)
    }
    if (known.includes(part ?? '')) continue
    if (more.some((one) => one === part)) {
      throw new Failure(`--table-names: ${part} needs --${part}, which asks for that table`)
    }
    throw new Failure(`--table-names: ${part} is not a table of Lucia: use ${known.join(', ')}`)
  }
  return Object.fromEntries(pairs)
}

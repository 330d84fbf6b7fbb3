import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parts } from '../../internal/schema/names.ts'
import { askedTables, parseTableNames, type TableArgs } from '../arguments.ts'
import { type DialectName, dialectNamed } from '../drivers/dialect.ts'
import { Failure } from '../failure.ts'
import type { Casing } from '../project/casing.ts'
import { readDrizzle } from '../project/project.ts'
import { type Dialect, dialects } from './dialects.ts'
import type { CheckedSchema } from './live-tables.ts'
import { authSchemaOf, loadSchemaFile } from './schema-file.ts'

/** The tables that a database is to have. */
export interface WantedTables {
  dialect: Dialect
  /** The tables of Lucia, and of what builds on it. Throws a `Failure` when the schema file lacks one. */
  authSchema(): CheckedSchema
  /** Whether the app wrote them itself. */
  isOwn?: boolean
}

/** The tables that a command is about. */
export interface GivenTables extends WantedTables {
  /** The schema file, or the text of one. */
  file: { path: string } | { text: string }
  /** drizzle-kit's `casing`, for a file whose columns have no names of their own. */
  casing?: Casing | undefined
}

/** Finds the tables that the arguments mean. Throws a `Failure` when they mean none. */
export async function readTables(args: TableArgs): Promise<GivenTables> {
  if (args.schema === undefined) return defaultTables(args)
  if (args['table-names'] !== undefined) {
    throw new Failure('--schema has its own table names: leave --table-names out')
  }
  const [asked] = askedTables(args)
  if (asked) throw new Failure(`--schema has its own tables: leave --${asked} out`)
  const drizzle = await readDrizzle(process.cwd())
  const casing = drizzle?.casing
  const loaded = await loadSchemaFile(args.schema, casing)
  const { dialect } = loaded
  if (args.dialect !== undefined && dialectNamed(args.dialect) !== dialect.name) {
    throw new Failure(`${args.schema} has tables of ${dialect.name}, not of ${args.dialect}`)
  }
  const file = { path: resolve(args.schema) }
  return { dialect, file, casing, authSchema: () => authSchemaOf(loaded), isOwn: true }
}

function defaultTables(args: TableArgs): GivenTables {
  const tableNames = parseTableNames(args['table-names'], args)
  if (args.dialect === undefined) {
    throw new Failure('Say which tables: --dialect, or --schema and the file with your own')
  }
  const name = dialectNamed(args.dialect)
  if (!name) {
    throw new Failure(`--dialect must be sqlite, postgres or mysql. Received "${args.dialect}"`)
  }
  const dialect = dialects()[name]
  try {
    const asked = askedTables(args)
    const config = { tableNames, ...Object.fromEntries(asked.map((part) => [part, true])) }
    const schema = dialect.createSchema(config)
    const file = { text: schemaText(name, [...parts, ...asked], config) }
    return { dialect, file, authSchema: () => schema }
  } catch (error) {
    throw new Failure(`--table-names: ${(error as Error).message}`, { cause: error })
  }
}

/** A schema file with the default tables. */
function schemaText(dialect: DialectName, names: string[], config: object): string {
  // The package knows itself, wherever it was installed or is run from.
  const module = fileURLToPath(import.meta.resolve(`lucia-setup/schema/${dialect}`))
  return [
    `import { createSchema } from ${JSON.stringify(module)}`,
    `export const { ${names.join(', ')} } = createSchema(${JSON.stringify(config)})`,
  ].join('\n')
}

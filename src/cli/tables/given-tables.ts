import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parts } from '../../internal/schema/names.ts'
import { askedTables, parseTableNames, type TableArgs } from '../arguments.ts'
import { type DialectName, dialectNamed } from '../drivers/dialect.ts'
import { Failure } from '../failure.ts'
import type { Casing } from '../project/casing.ts'
import { readDrizzle } from '../project/project.ts'
import type { WantedTables } from './comparison.ts'
import { dialects } from './dialects.ts'
import { loadSchemaFile } from './schema-file.ts'

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
  const casing = (await readDrizzle(process.cwd()))?.casing
  const tables = await loadSchemaFile(args.schema, casing)
  const { name } = tables.dialect
  if (args.dialect !== undefined && dialectNamed(args.dialect) !== name) {
    throw new Failure(`${args.schema} has tables of ${name}, not of ${args.dialect}`)
  }
  return { ...tables, casing, file: { path: resolve(args.schema) } }
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

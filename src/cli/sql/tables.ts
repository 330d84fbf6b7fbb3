import { parseTableNames, type TableArgs } from '../arguments.ts'
import type { CheckedSchema } from '../check/live-tables.ts'
import { dialectNamed } from '../drivers/dialect.ts'
import { Failure } from '../failure.ts'
import { readDrizzle } from '../project/project.ts'
import { type Dialect, dialects } from './dialects.ts'
import { authSchemaOf, loadSchemaFile } from './schema-file.ts'

/** The tables that a command is about. */
export interface GivenTables {
  dialect: Dialect
  /** All tables of the schema file, or the three default ones. */
  exports: Record<string, unknown>
  /** The tables of Lucia, and of what builds on it. Throws a `Failure` when the schema file lacks one. */
  authSchema(): CheckedSchema
  /** Whether the app wrote them itself. */
  isOwn: boolean
}

/** Finds the tables that the arguments mean. Throws a `Failure` when they mean none. */
export async function readTables(args: TableArgs): Promise<GivenTables> {
  if (args.schema === undefined) return defaultTables(args)
  if (args['table-names'] !== undefined) {
    throw new Failure('--schema has its own table names: leave --table-names out')
  }
  const drizzle = await readDrizzle(process.cwd())
  const file = await loadSchemaFile(args.schema, drizzle?.casing)
  const { dialect, exports } = file
  if (args.dialect !== undefined && dialectNamed(args.dialect) !== dialect.name) {
    throw new Failure(`${args.schema} has tables of ${dialect.name}, not of ${args.dialect}`)
  }
  return { dialect, exports, authSchema: () => authSchemaOf(file), isOwn: true }
}

function defaultTables(args: TableArgs): GivenTables {
  const tableNames = parseTableNames(args['table-names'])
  if (args.dialect === undefined) {
    throw new Failure('Say which tables: --dialect, or --schema and the file with your own')
  }
  const name = dialectNamed(args.dialect)
  if (!name) {
    throw new Failure(`--dialect must be sqlite, postgres or mysql. Received "${args.dialect}"`)
  }
  const dialect = dialects()[name]
  try {
    const schema = dialect.createSchema({ tableNames })
    return { dialect, exports: schema, authSchema: () => schema, isOwn: false }
  } catch (error) {
    throw new Failure(`--table-names: ${(error as Error).message}`, { cause: error })
  }
}

import type { DatabaseArgs, TableArgs } from '../arguments.ts'
import { compare } from '../check/comparison.ts'
import { type Address, readAddress } from '../check/connect.ts'
import { Failure } from '../failure.ts'
import { requirePackage } from '../project/package.ts'
import { lackingStatements } from './lacking.ts'
import { installKit } from './schema-file.ts'
import { type GivenTables, readTables } from './tables.ts'

/** The statements that make the tables or, where a database is meant, those that it lacks. */
export async function statementsFor(args: DatabaseArgs & TableArgs): Promise<string[]> {
  const { url, d1, local, remote } = args
  if ([url, d1, local, remote].every((value) => value === undefined)) {
    return generate(await readTables(args))
  }
  if (args.dialect !== undefined) {
    throw new Failure('A database has a dialect of its own: leave --dialect out')
  }
  const address = await readAddress(args)
  return lackingFrom(address, await readTables({ ...args, dialect: address.dialect }))
}

async function generate({ dialect, exports }: GivenTables): Promise<string[]> {
  const kit = requirePackage<typeof import('drizzle-kit/api')>('drizzle-kit/api', installKit)
  return (await dialect.generate(kit, exports)).map((statement) => statement.trim())
}

async function lackingFrom(address: Address, tables: GivenTables): Promise<string[]> {
  const database = await address.connect()
  try {
    return lackingStatements(await compare(database, tables))
  } finally {
    await database.close()
  }
}

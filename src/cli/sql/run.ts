import type { TableArgs } from '../arguments.ts'
import type { Address } from '../check/address.ts'
import { compare } from '../check/comparison.ts'
import { kit, requireFrom } from '../project/package.ts'
import { lackingStatements } from './lacking.ts'
import { type GivenTables, readTables } from './tables.ts'

/** The statements that make the tables or, where a database is meant, those that it lacks. */
export async function statementsFor(
  args: TableArgs,
  address: Address | undefined,
): Promise<string[]> {
  if (!address) return generate(await readTables(args))
  return lackingFrom(address, await readTables({ ...args, dialect: address.dialect }))
}

async function generate({ dialect, exports }: GivenTables): Promise<string[]> {
  const api = requireFrom<typeof import('drizzle-kit/api')>(kit, 'drizzle-kit/api')
  return (await dialect.generate(api, exports)).map((statement) => statement.trim())
}

async function lackingFrom(address: Address, tables: GivenTables): Promise<string[]> {
  const database = await address.connect()
  try {
    return lackingStatements(await compare(database, tables))
  } finally {
    await database.close()
  }
}

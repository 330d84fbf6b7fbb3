import type { TableArgs } from '../arguments.ts'
import type { Address } from '../check/address.ts'
import { compare } from '../check/comparison.ts'
import { generatedStatements } from './generate.ts'
import { lackingStatements } from './lacking.ts'
import { type GivenTables, readTables } from './tables.ts'

/** The statements that make the tables or, where a database is meant, those that it lacks. */
export async function statementsFor(
  args: TableArgs,
  address: Address | undefined,
): Promise<string> {
  if (!address) return await generatedStatements(await readTables(args))
  return await lackingFrom(address, await readTables({ ...args, dialect: address.dialect }))
}

async function lackingFrom(address: Address, tables: GivenTables): Promise<string> {
  const database = await address.connect()
  try {
    return lackingStatements(await compare(database, tables)).join('\n')
  } finally {
    await database.close()
  }
}

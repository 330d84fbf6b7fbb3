import type { TableArgs } from '../arguments.ts'
import type { Address } from '../database/address.ts'
import { comparing } from '../tables/comparison.ts'
import { readTables } from '../tables/given-tables.ts'
import { generatedStatements } from './generate.ts'
import { lackingStatements } from './lacking.ts'

/** The statements that make the tables or, where a database is meant, those that it lacks. */
export async function statementsFor(
  args: TableArgs,
  address: Address | undefined,
): Promise<string> {
  if (!address) return await generatedStatements(await readTables(args))
  const tables = await readTables({ ...args, dialect: address.dialect })
  return await comparing(address, tables, (comparison) => lackingStatements(comparison).join('\n'))
}

import { defineCommand } from 'citty'
import { assertValues } from './assert-values.ts'
import { compare } from './check/comparison.ts'
import { type Address, databaseArgs, readAddress } from './check/connect.ts'
import { Failure } from './failure.ts'
import { requirePackage } from './project-package.ts'
import { installKit } from './schema-file.ts'
import { lackingStatements } from './sql/lacking.ts'
import { type GivenTables, readTables, tableArgs } from './sql/tables.ts'

const args = {
  dialect: {
    type: 'string',
    description: 'The dialect of the default tables',
    valueHint: 'sqlite|postgres|mysql',
  },
  ...tableArgs,
  from: {
    type: 'string',
    description: "An existing database's URL or file: prints what it lacks",
  },
  ...databaseArgs,
} as const

/** `lucia-setup sql`: prints the statements that make the tables, or those that a database lacks. */
export const sql = defineCommand({
  meta: { name: 'sql', description: 'Prints the statements that make the tables' },
  args,
  async run({ args: given }) {
    assertValues(given, args)
    const { from, d1, local, remote } = given
    const isLive = [from, d1, local, remote].some((value) => value !== undefined)
    if (isLive && given.dialect !== undefined) {
      throw new Failure('A database has a dialect of its own: leave --dialect out')
    }
    const address = isLive ? readAddress({ url: from, d1, local, remote }) : undefined
    const tables = await readTables({ ...given, dialect: address?.dialect ?? given.dialect })
    const statements = address ? await lackingFrom(address, tables) : await generate(tables)
    console.log(statements.join('\n'))
  },
})

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

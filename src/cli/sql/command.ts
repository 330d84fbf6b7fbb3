import { defineCommand } from 'citty'
import { assertValues, commonArgs, databaseArgs, tableArgs } from '../arguments.ts'
import { Failure } from '../failure.ts'
import { assertPackages, drizzle, kit } from '../project/package.ts'

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
    valueHint: 'url',
  },
  ...databaseArgs,
  ...commonArgs,
} as const

/** `lucia-setup sql`: prints the statements that make the tables, or those that a database lacks. */
export const sql = defineCommand({
  meta: { name: 'sql', description: 'Prints the statements that make the tables' },
  args,
  async run({ args: given }) {
    assertValues(given, args)
    const { from: url, variable, d1, local, remote } = given
    const isOfDatabase = [url, variable, d1, local, remote].some((value) => value !== undefined)
    if (isOfDatabase && given.dialect !== undefined) {
      throw new Failure('A database has a dialect of its own: leave --dialect out')
    }
    const { addressWith } = await import('../database/address.ts')
    const address = isOfDatabase ? await addressWith({ ...given, url }) : undefined
    if (!address) assertPackages(drizzle, kit)
    const { statementsFor } = await import('./run.ts')
    console.log(await statementsFor(given, address))
  },
})

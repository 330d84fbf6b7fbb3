import { defineCommand } from 'citty'
import { assertValues, databaseArgs, tableArgs } from '../arguments.ts'
import { assertDrizzle } from '../project/package.ts'

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
} as const

/** `lucia-setup sql`: prints the statements that make the tables, or those that a database lacks. */
export const sql = defineCommand({
  meta: { name: 'sql', description: 'Prints the statements that make the tables' },
  args,
  async run({ args: given }) {
    assertValues(given, args)
    assertDrizzle()
    const { statementsFor } = await import('./run.ts')
    const statements = await statementsFor({ ...given, url: given.from })
    console.log(statements.join('\n'))
  },
})

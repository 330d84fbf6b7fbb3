import { defineCommand } from 'citty'
import { assertValues } from './assert-values.ts'
import { requirePackage } from './project-package.ts'
import { installKit } from './schema-file.ts'
import { readTables, tableArgs } from './sql/tables.ts'

const args = {
  dialect: {
    type: 'string',
    description: 'The dialect of the default tables',
    valueHint: 'sqlite|postgres|mysql',
  },
  ...tableArgs,
} as const

/** `lucia-setup sql`: prints the statements that make the tables. */
export const sql = defineCommand({
  meta: { name: 'sql', description: 'Prints the statements that make the tables' },
  args,
  async run({ args: given }) {
    assertValues(given, args)
    const { dialect, exports } = await readTables(given)
    const kit = requirePackage<typeof import('drizzle-kit/api')>('drizzle-kit/api', installKit)
    const statements = await dialect.generate(kit, exports)
    console.log(statements.map((statement) => statement.trim()).join('\n'))
  },
})

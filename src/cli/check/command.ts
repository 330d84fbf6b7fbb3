import { defineCommand } from 'citty'
import { assertValues, databaseArgs, tableArgs } from '../arguments.ts'
import { assertDrizzle } from '../project/package.ts'
import { lineOf } from './finding.ts'

const args = {
  url: {
    type: 'positional',
    required: false,
    description: "The database's URL or file; DATABASE_URL of the environment by default",
  },
  ...databaseArgs,
  ...tableArgs,
  json: { type: 'boolean', description: 'Prints the findings as JSON' },
} as const

/**
 * `lucia-setup check`: compares a database and the project with what is needed. It only reads, and
 * exits with 1 when it finds a fault.
 */
export const check = defineCommand({
  meta: { name: 'check', description: 'Says what is wrong with the tables and the project' },
  args,
  async run({ args: given }) {
    assertValues(given, args)
    assertDrizzle()
    const { findAll } = await import('./run.ts')
    const findings = await findAll(given)
    if (given.json) console.log(JSON.stringify({ findings }, undefined, 2))
    else console.log(findings.map(lineOf).join('\n') || 'Nothing is wrong.')
    if (findings.some(({ severity }) => severity === 'fault')) process.exitCode = 1
  },
})

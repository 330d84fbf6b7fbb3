import { defineCommand } from 'citty'
import { assertValues, commonArgs, databaseArgs, tableArgs } from '../arguments.ts'
import { lineOf } from '../tables/finding.ts'

const args = {
  url: {
    type: 'positional',
    required: false,
    description: "The database's URL or file; by default what DATABASE_URL says",
  },
  ...databaseArgs,
  ...tableArgs,
  json: { type: 'boolean', description: 'Prints the findings as JSON' },
  ...commonArgs,
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
    // What help does not need is loaded here, and what needs the app's Drizzle when that is there.
    const { prismaCheck } = await import('./prisma.ts')
    const prisma = await prismaCheck(given)
    const { addressWith } = await import('../database/address.ts')
    const address = await addressWith(given, prisma?.prisma)
    const { findAll } = await import('./run.ts')
    const findings = await findAll(given, address, prisma)
    if (given.json) console.log(JSON.stringify({ findings }, undefined, 2))
    else console.log(findings.map(lineOf).join('\n') || 'Nothing is wrong.')
    if (findings.some(({ severity }) => severity === 'fault')) process.exitCode = 1
  },
})

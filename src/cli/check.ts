import { defineCommand } from 'citty'
import { assertValues } from './assert-values.ts'
import { compare } from './check/comparison.ts'
import { databaseArgs, readAddress } from './check/connect.ts'
import { type Finding, lineOf } from './check/finding.ts'
import { projectFindings } from './check/project-checks.ts'
import { rowFindings } from './check/row-checks.ts'
import { tableFindings } from './check/table-checks.ts'
import { readProject } from './project.ts'
import { readTables, tableArgs } from './sql/tables.ts'

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

/** `lucia-setup check`: compares a database and the project with what is needed. It only reads. */
export const check = defineCommand({
  meta: { name: 'check', description: 'Says what is wrong with the tables and the project' },
  args,
  async run({ args: given }) {
    assertValues(given, args)
    const url = given.url ?? (given.d1 === undefined ? process.env.DATABASE_URL : undefined)
    const address = readAddress({ ...given, url })
    const project = await readProject(process.cwd())
    const tables = await readTables({ ...given, dialect: address.dialect })
    const database = await address.connect()
    try {
      const comparison = await compare(database, tables)
      const findings = [
        ...(await projectFindings(project)),
        ...tableFindings(comparison),
        ...(await rowFindings(database, comparison)),
      ]
      report(findings, given.json)
    } finally {
      await database.close()
    }
  },
})

function report(findings: Finding[], json = false): void {
  if (json) console.log(JSON.stringify({ findings }, undefined, 2))
  else console.log(findings.map(lineOf).join('\n') || 'Nothing is wrong.')
  if (findings.some(({ severity }) => severity === 'fault')) process.exitCode = 1
}

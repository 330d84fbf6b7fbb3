import type { TableArgs } from '../arguments.ts'
import { readProject } from '../project/project.ts'
import { readTables } from '../sql/tables.ts'
import type { Address } from './address.ts'
import { compare } from './comparison.ts'
import type { Finding } from './finding.ts'
import { projectFindings } from './project-checks.ts'
import { rowFindings } from './row-checks.ts'
import { tableFindings } from './table-checks.ts'

/** All that is wrong with the project in this folder and with the database that is meant. */
export async function findAll(args: TableArgs, address: Address): Promise<Finding[]> {
  const project = await readProject(process.cwd())
  const tables = await readTables({ ...args, dialect: address.dialect })
  const database = await address.connect()
  try {
    const comparison = await compare(database, tables)
    return [
      ...(await projectFindings(project)),
      ...tableFindings(comparison),
      ...(await rowFindings(database, comparison)),
    ]
  } finally {
    await database.close()
  }
}

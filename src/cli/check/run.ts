import type { DatabaseArgs, TableArgs } from '../arguments.ts'
import { readProject } from '../project/project.ts'
import { readTables } from '../sql/tables.ts'
import { compare } from './comparison.ts'
import { readAddress } from './connect.ts'
import type { Finding } from './finding.ts'
import { projectFindings } from './project-checks.ts'
import { rowFindings } from './row-checks.ts'
import { tableFindings } from './table-checks.ts'

/** All that is wrong with the project in this folder and with the database that is meant. */
export async function findAll(args: DatabaseArgs & TableArgs): Promise<Finding[]> {
  const url = args.url ?? (args.d1 === undefined ? process.env.DATABASE_URL : undefined)
  const address = await readAddress({ ...args, url })
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

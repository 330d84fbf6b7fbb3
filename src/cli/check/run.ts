import type { TableArgs } from '../arguments.ts'
import type { Address } from '../database/address.ts'
import { readProject } from '../project/project.ts'
import { comparing } from '../tables/comparison.ts'
import type { Finding } from '../tables/finding.ts'
import { readTables } from '../tables/given-tables.ts'
import { tableFindings } from '../tables/table-checks.ts'
import type { PrismaCheck } from './prisma-check.ts'
import { inPrismasWords, modelFindings } from './prisma-findings.ts'
import { prismaTables } from './prisma-tables.ts'
import { projectFindings } from './project-checks.ts'
import { rowFindings } from './row-checks.ts'

/** All that is wrong with the project in this folder and with the database that is meant. */
export async function findAll(
  args: TableArgs,
  address: Address | undefined,
  prisma: PrismaCheck | undefined,
): Promise<Finding[]> {
  const project = await readProject(process.cwd())
  const ofProject = projectFindings(project)
  if (!address) return [...ofProject, ...(prisma ? modelFindings(prisma) : [])]
  const tables = prisma
    ? prismaTables(prisma.models, address)
    : await readTables({ ...args, dialect: address.dialect })
  const found = await comparing(address, tables, async (comparison, database) => [
    ...tableFindings(comparison),
    ...(await rowFindings(database, comparison)),
  ])
  return [...ofProject, ...found.map((one) => (prisma ? inPrismasWords(prisma, one) : one))]
}

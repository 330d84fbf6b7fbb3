import { getTableColumns, type Table } from 'drizzle-orm'
import { columnOf } from '../../internal/prisma/table.ts'
import { luciaNames, parts } from '../../internal/schema/names.ts'
import type { TableArgs } from '../arguments.ts'
import type { Address } from '../database/address.ts'
import type { AuthModels } from '../project/prisma-models.ts'
import { readProject } from '../project/project.ts'
import { comparing, type WantedTables } from '../tables/comparison.ts'
import { dialects } from '../tables/dialects.ts'
import type { Finding } from '../tables/finding.ts'
import { readTables } from '../tables/given-tables.ts'
import { tableFindings } from '../tables/table-checks.ts'
import { inPrismasWords, modelFindings, type PrismaCheck } from './prisma.ts'
import { projectFindings } from './project-checks.ts'
import { rowFindings } from './row-checks.ts'

/** All that is wrong with the project in this folder and with the database that is meant. */
export async function findAll(
  args: TableArgs,
  address: Address | undefined,
  prisma: PrismaCheck | undefined,
): Promise<Finding[]> {
  const ofProject = projectFindings(await readProject(process.cwd()))
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

/** The tables of the models, for a comparison with a database. */
function prismaTables(models: AuthModels, address: Address): WantedTables {
  const dialect = dialects()[address.dialect]
  const { user, session, key } = models
  const tableNames = { user: user.name, session: session.name, key: key.name }
  const schema = dialect.createSchema({ tableNames })
  for (const part of parts) {
    const { own, qualifiedName, name } = models[part]
    const table: Table = schema[part]
    for (const [property, column] of Object.entries(getTableColumns(table))) {
      const field = own[luciaNames[part][property] ?? '']
      if (field) Object.assign(column, { name: columnOf(field) })
    }
    const ofModel = qualifiedName.slice(0, -name.length - 1)
    const place = ofModel || (address.dialect === 'postgres' ? address.schema : undefined)
    if (place) Object.assign(table, { [Symbol.for('drizzle:Schema')]: place })
  }
  return { dialect, authSchema: () => schema }
}

import { requireFrom } from '../project/package.ts'
import { type Database, type Row, readOnly } from './database.ts'
import type { Driver } from './driver.ts'

const driver = { name: 'mariadb' }

/** What is used of it. */
interface Mariadb {
  createConnection(url: string): Promise<{
    query(statement: string): Promise<Row[]>
    end(): Promise<void>
  }>
}

/** `lucia-setup/prisma` and `lucia-setup/prisma/edge` */
export const prisma: Driver = {
  says: 'a Prisma client',
  package: '@prisma/client',
  adapter: 'prisma',
  maker: { module: /^@prisma\/client$/, name: 'PrismaClient' },
  // Its adapter for MySQL brings a driver that is no entry.
  reads: { package: driver, protocols: ['mysql:'], dialect: 'mysql', connect },
}

async function connect(url: string): Promise<Database> {
  const { createConnection } = requireFrom<Mariadb>(driver)
  const address = new URL(url.replace(/^mysql:/, 'mariadb:'))
  address.searchParams.set('bigIntAsNumber', 'true')
  const connection = await createConnection(address.href)
  return readOnly(
    (statement) => connection.query(statement),
    () => connection.end(),
    'START TRANSACTION READ ONLY',
  )
}

import { type Row, readOnly, readsBy } from './database.ts'
import type { Driver } from './driver.ts'

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
  reads: readsBy<Mariadb>(
    { package: { name: 'mariadb' }, protocols: ['mysql:'], dialect: 'mysql' },
    async ({ createConnection }, url) => {
      const address = new URL(url.replace(/^mysql:/, 'mariadb:'))
      address.searchParams.set('bigIntAsNumber', 'true')
      const connection = await createConnection(address.href)
      return readOnly(
        (statement) => connection.query(statement),
        () => connection.end(),
        undefined,
        'START TRANSACTION READ ONLY',
      )
    },
  ),
}

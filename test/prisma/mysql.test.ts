import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { createAuth } from '../../src/prisma.ts'
import { conformance } from '../conformance/conformance.ts'
import { mysqlEngine } from '../conformance/mysql.ts'
import { schemas } from '../fixtures/mysql.ts'
import { clientsOf } from './clients.ts'

const clientFor = await clientsOf('mysql', 'prisma-client')

conformance(
  mysqlEngine('Prisma on MariaDB', createAuth, schemas, (url, names) => {
    const client = clientFor(names, new PrismaMariaDb(url.replace('mysql:', 'mariadb:')))
    return { handle: client, close: () => client.$disconnect() }
  }),
)

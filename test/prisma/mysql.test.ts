import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { createAuth } from '../../src/prisma.ts'
import { conformance } from '../conformance/conformance.ts'
import { mysqlEngine } from '../drivers/engine.ts'
import { alsoCases } from './also-cases.ts'
import { clientsOf } from './clients.ts'
import { databaseCases } from './database-cases.ts'
import { withoutSchema } from './without-schema.ts'

const clientFor = await clientsOf('mysql', 'prisma-client')

const engine = mysqlEngine('Prisma on MariaDB', createAuth, (url, names) => {
  const client = clientFor(names, new PrismaMariaDb(url.replace('mysql:', 'mariadb:')))
  return { handle: client, close: () => client.$disconnect() }
})

conformance(withoutSchema(engine))
conformance(engine)
databaseCases(engine)
alsoCases(withoutSchema(engine))

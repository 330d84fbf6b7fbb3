import { PrismaPg } from '@prisma/adapter-pg'
import { createAuth } from '../../src/prisma.ts'
import { conformance } from '../conformance/conformance.ts'
import { postgresEngine } from '../drivers/engine.ts'
import { alsoCases } from './also-cases.ts'
import { clientsOf } from './clients.ts'
import { databaseCases } from './database-cases.ts'
import { withoutSchema } from './without-schema.ts'

const clientFor = await clientsOf('postgresql', 'prisma-client')

const engine = postgresEngine('Prisma on PostgreSQL', createAuth, (connectionString, names) => {
  const client = clientFor(names, new PrismaPg({ connectionString }))
  return { handle: client, close: () => client.$disconnect() }
})

conformance(withoutSchema(engine))
conformance(engine)
databaseCases(engine)
alsoCases(withoutSchema(engine))

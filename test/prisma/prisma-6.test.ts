import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import { conformance } from '../conformance/conformance.ts'
import { postgresEngine } from '../conformance/postgres.ts'
import { install } from '../package/consumer.ts'
import { temporaryFolder } from '../package/packed.ts'
import { clientsOf } from './clients.ts'

const folder = await temporaryFolder()
afterAll(() => rm(folder, { recursive: true }))

// In a folder of its own: two versions of Prisma in one project would share their generated files.
const app = join(folder, 'app')
const packages = ['prisma', '@prisma/client', '@prisma/adapter-pg']
await install(app, ...packages.map((name) => `${name}@6.19.3`))
const { PrismaPg } = createRequire(join(app, 'app.js'))('@prisma/adapter-pg')
const clientFor = await clientsOf('postgresql', 'prisma-client-js', {
  folder: app,
  generator: 'engineType = "client"',
  source: 'url = "postgresql://"',
})

conformance(
  postgresEngine('Prisma 6 on PostgreSQL', createAuth, (connectionString, names) => {
    const client = clientFor(names, new PrismaPg({ connectionString }))
    return { handle: client, close: () => client.$disconnect() }
  }),
)

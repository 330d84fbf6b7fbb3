import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { edgeClient } from '../../src/internal/prisma/edge.ts'
import { createAuth } from '../../src/prisma.ts'
import { conformance } from '../conformance/conformance.ts'
import { postgresEngine } from '../drivers/engine.ts'
import { ownFolder } from '../own-folder.ts'
import { install } from '../package/consumer.ts'
import { alsoCases } from './also-cases.ts'
import { clientsOf } from './clients.ts'
import { generate } from './generate.ts'
import { withoutSchema } from './without-schema.ts'

const folder = await ownFolder()

// In a folder of its own: two versions of Prisma in one project would share their generated files.
const app = join(folder, 'app')
const packages = ['prisma', '@prisma/client', '@prisma/adapter-pg']
await install(app, ...packages.map((name) => `${name}@6.19.0`))
const { PrismaPg } = createRequire(join(app, 'app.js'))('@prisma/adapter-pg')
const installation = {
  folder: app,
  generator: 'engineType = "client"',
  source: 'url = "postgresql://"',
}
const [clientFor, { clientJsEdge }] = await Promise.all([
  clientsOf('postgresql', 'prisma-client-js', installation),
  generate('edge', 'postgresql', ['models.prisma'], installation),
])
const { PrismaClient: EdgeClient } = await import(clientJsEdge)

const engine = withoutSchema(
  postgresEngine('Prisma 6 on PostgreSQL', createAuth, (connectionString, names) => {
    const client = clientFor(names, new PrismaPg({ connectionString }))
    return { handle: client, close: () => client.$disconnect() }
  }),
)

conformance(engine)
alsoCases(engine)

describe('of Prisma 6, the client for Workers', () => {
  const load = () => EdgeClient as never

  it('is for Accelerate alone: with an adapter, the error says what to import', () => {
    const adapter = new PrismaPg({ connectionString: 'postgresql://' })
    expect(() => edgeClient({ adapter }, load)).toThrow(
      /import createAuth\(\) from lucia-setup\/prisma, .* of @prisma\/client/,
    )
  })

  it('needs the address of Accelerate, which is missed at once', () => {
    const withAddress = (datasourceUrl: string) => new EdgeClient({ datasourceUrl })
    for (const client of [new EdgeClient(), withAddress('postgresql://127.0.0.1')]) {
      expect(() => edgeClient(client, load)).toThrow(/Received a client that has neither/)
    }
    const address = 'prisma://accelerate.test/?api_key=x'
    expect(edgeClient({ datasourceUrl: address }, load)).toBeDefined()
    const client = withAddress(address)
    expect(edgeClient(client, load) === client).toBe(true)
  })
})

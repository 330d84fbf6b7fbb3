import { prisma as official } from '@lucia-auth/adapter-prisma'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaD1 } from '@prisma/adapter-d1'
import { afterAll, afterEach, beforeEach, describe, vi } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import { openSqliteFile } from '../drivers/sqlite-file.ts'
import { existingCases } from '../existing/cases.ts'
import { existingD1 } from '../existing/d1.ts'
import { storageOfExpiry } from '../existing/engine.ts'
import { sqliteFixtures } from '../existing/sqlite.ts'
import { startD1 } from '../servers/d1.ts'
import type { ClientModule } from './clients.ts'
import { documented, documentedTables } from './documented.ts'
import { generate } from './generate.ts'

const load = async (name: string, models: string): Promise<ClientModule> =>
  import((await generate(name, 'sqlite', [models])).client)
const ofDocumentation = await load('existing-documented', 'documented.prisma')
const { PrismaClient } = await load('existing-models', 'models.prisma')

existingCases({
  name: 'Prisma',
  createAuth,
  fixtures: [
    {
      name: "the models of Lucia's documentation",
      tableNames: { user: 'User', session: 'Session', key: 'Key' },
      schema: documented,
      statements: documentedTables,
    },
  ],
  async open() {
    const { file, close, ...own } = await openSqliteFile()
    const adapter = new PrismaBetterSqlite3({ url: `file:${file}` })
    const client = new ofDocumentation.PrismaClient({ adapter })
    return {
      ...own,
      handle: client,
      adapter: official(client as never),
      storageOfExpiry: storageOfExpiry.sqlite,
      close: () => client.$disconnect().then(close),
    }
  },
})

describe('on D1', () => {
  const server = startD1()
  afterAll(() => server.dispose())
  // Prisma's adapter prints every statement that the database refuses.
  beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue())
  afterEach(() => void vi.mocked(console.error).mockRestore())

  existingCases({
    name: 'Prisma',
    createAuth,
    fixtures: sqliteFixtures.slice(1, 2),
    async open(tableNames) {
      const database = await existingD1(server, tableNames)
      const adapter = new PrismaD1(database.handle as never)
      return { ...database, handle: new PrismaClient({ adapter }) }
    },
  })
})

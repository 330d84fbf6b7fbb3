import { PrismaMariaDb } from '@prisma/adapter-mariadb'
import { PrismaPg } from '@prisma/adapter-pg'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import { mysqlDatabase, postgresDatabase, type ServerDatabase } from '../drivers/database.ts'
import type { CreateAuth } from '../drivers/driver.ts'
import { endless } from '../faults/endless.ts'
import { withIdleSession } from '../faults/idle.ts'
import { schemas as mysqlSchemas } from '../fixtures/mysql.ts'
import { schemas as postgresSchemas } from '../fixtures/postgres.ts'
import { clientsOf } from './clients.ts'
import { installed } from './generate.ts'

const name = 'conflicts'
const handles = [
  {
    dialect: 'mysql' as const,
    schema: mysqlSchemas.lucia,
    clientFor: await clientsOf('mysql', 'prisma-client', { ...installed, name: `${name}-mysql` }),
    open: () => mysqlDatabase(),
    adapter: (url: string) => new PrismaMariaDb(url.replace('mysql:', 'mariadb:')),
  },
  {
    dialect: 'postgres' as const,
    schema: postgresSchemas.lucia,
    clientFor: await clientsOf('postgresql', 'prisma-client', { ...installed, name }),
    open: () => postgresDatabase(),
    adapter: (connectionString: string) => new PrismaPg({ connectionString }),
  },
]

describe.each(handles)('a conflict without end under Prisma on $dialect', (subject) => {
  const { refuse, tries } = endless[subject.dialect]

  async function withAuth(
    body: (auth: ReturnType<CreateAuth>['auth'], database: ServerDatabase) => Promise<void>,
  ): Promise<void> {
    const database = await subject.open()
    const client = subject.clientFor(['lucia'], subject.adapter(database.url))
    const options = {
      schema: subject.schema,
      middleware: ({ args }: { args: unknown[] }) => args[0],
    }
    try {
      await body((createAuth as unknown as CreateAuth)(client, options as never).auth, database)
    } finally {
      await client.$disconnect()
      await database.drop()
    }
  }

  it('is met seven times, and is then the error of the call; a session check does without', () =>
    withAuth(async (auth, { run, rows }) => {
      const triesSoFar = async () => Number((await rows(tries))[0]?.tries)
      await withIdleSession(auth, async () => {
        for (const statement of refuse) await run(statement)
        await expect(auth.createSession({ userId: 'anna' })).rejects.toMatchObject({
          code: 'P2034',
        })
        expect(await triesSoFar()).toBe(7)
        expect(await auth.validateSession('session-1')).toMatchObject({ state: 'idle' })
        expect(await triesSoFar()).toBe(14)
      })
    }))
})

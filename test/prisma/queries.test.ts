import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { expect, it } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import type { CreateAuth } from '../conformance/engine.ts'
import { using } from '../conformance/engine.ts'
import { postgresEngine } from '../drivers/engine.ts'
import { clientsOf, type TestClient } from './clients.ts'
import { installed } from './generate.ts'

const statements: string[] = []
const operations: string[] = []

const [clientFor, withoutJoins] = await Promise.all([
  clientsOf('postgresql', 'prisma-client', {
    ...installed,
    name: 'joins',
    generator: 'previewFeatures = ["relationJoins"]',
  }),
  clientsOf('postgresql', 'prisma-client', { ...installed, name: 'without-joins' }),
])

/** A client that notes the statements that it sends. */
function watched(connectionString: string, makeClient = clientFor): TestClient {
  const log = [{ emit: 'event', level: 'query' }]
  const client = makeClient(['lucia'], new PrismaPg({ connectionString }), { log })
  client.$on('query', ({ query }) => void statements.push(query))
  return client
}

/** An extension that notes the operations that it sees. */
const noting = {
  $allOperations({ operation, args, query }: Operation) {
    operations.push(operation)
    return query(args)
  },
}

interface Operation {
  operation: string
  args: unknown
  query(args: unknown): unknown
}

const engineOf = (makeClient: typeof clientFor) =>
  postgresEngine('Prisma on PostgreSQL', createAuth, (url) => {
    const client = watched(url, makeClient)
    return { handle: client, close: () => client.$disconnect() }
  })
const engine = engineOf(clientFor)

/** Checks a session on a client with an extension; resolves to what was noted of it. */
async function checked(handle: TestClient, query: object) {
  const { lucia } = engine.schemas
  const { auth } = (createAuth as unknown as CreateAuth)(handle.$extends({ query }) as never, {
    schema: lucia,
  })
  const { userId } = await auth.createUser({ key: null, attributes: { username: randomUUID() } })
  const { sessionId } = await auth.createSession({ userId })
  for (const noted of [statements, operations]) noted.length = 0
  await auth.validateSession(sessionId)
  return { statements: [...statements], operations: [...operations] }
}

it('checks a session in one query, which is one statement where Prisma joins', () =>
  using(engine, ['lucia'], async ({ handle }) => {
    const noted = await checked(handle, { session: noting })
    expect(noted.operations).toEqual(['findUnique'])
    expect(noted.statements).toEqual([expect.stringMatching(/^SELECT .* JOIN /s)])
  }))

it('asks for the user apart where an extension sees users being found', () =>
  using(engine, ['lucia'], async ({ handle }) => {
    for (const query of [noting, { $allModels: noting }, { user: noting, session: noting }]) {
      const noted = await checked(handle, query)
      expect(noted.operations).toEqual(['findUnique', 'findUnique'])
      expect(noted.statements).toHaveLength(2)
    }
  }))

const counts = [
  { name: 'with relationJoins', makeClient: clientFor, check: 1, renewal: 2, signIn: 3 },
  { name: 'without', makeClient: withoutJoins, check: 2, renewal: 3, signIn: 3 },
]

it.each(counts)(
  'sends as few statements as Prisma allows, $name',
  ({ makeClient, check, renewal, signIn }) =>
    using(engineOf(makeClient), ['lucia'], async ({ handle }) => {
      const { auth } = (createAuth as unknown as CreateAuth)(handle, {
        sessionExpiresIn: { activePeriod: 1, idlePeriod: 60_000 },
      } as never)
      const counted = async (work: () => Promise<unknown>) => {
        statements.length = 0
        await work()
        const own = statements.filter((one) => !/^(BEGIN|COMMIT)/.test(one))
        return own.length
      }
      const key = { providerId: 'name', providerUserId: 'anna', password: null }
      await auth.createUser({ userId: 'anna', key, attributes: { username: 'anna' } })
      let sessionId = ''
      const signingIn = await counted(async () => {
        const { userId } = await auth.useKey('name', 'anna', null)
        sessionId = (await auth.createSession({ userId })).sessionId
      })
      await new Promise((resolve) => setTimeout(resolve, 5))
      const renewing = await counted(() => auth.validateSession(sessionId))
      const lasting = (createAuth as unknown as CreateAuth)(handle, {} as never).auth
      const session = await lasting.createSession({ userId: 'anna' })
      const checking = await counted(() => lasting.validateSession(session.sessionId))
      expect({ signingIn, renewing, checking }).toEqual({
        signingIn: signIn,
        renewing: renewal,
        checking: check,
      })
    }),
)

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

const clientFor = await clientsOf('postgresql', 'prisma-client', {
  ...installed,
  name: 'joins',
  generator: 'previewFeatures = ["relationJoins"]',
})

/** A client that notes the statements that it sends. */
function watched(connectionString: string): TestClient {
  const log = [{ emit: 'event', level: 'query' }]
  const client = clientFor(['lucia'], new PrismaPg({ connectionString }), { log })
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

const engine = postgresEngine('Prisma on PostgreSQL', createAuth, (url) => {
  const client = watched(url)
  return { handle: client, close: () => client.$disconnect() }
})

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

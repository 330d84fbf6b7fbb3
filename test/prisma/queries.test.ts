import { PrismaPg } from '@prisma/adapter-pg'
import { expect, it } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import type { CreateAuth } from '../conformance/engine.ts'
import { using } from '../conformance/engine.ts'
import { postgresEngine } from '../conformance/postgres.ts'
import { clientsOf, type TestClient } from './clients.ts'
import { installed } from './generate.ts'

const statements: string[] = []
const operations: string[] = []

const clientFor = await clientsOf('postgresql', 'prisma-client', {
  ...installed,
  name: 'joins',
  generator: 'previewFeatures = ["relationJoins"]',
})

/** A client that notes the operations that it is asked for, and the statements that it sends. */
function watched(connectionString: string): TestClient {
  const log = [{ emit: 'event', level: 'query' }]
  const client = clientFor(['lucia'], new PrismaPg({ connectionString }), { log })
  client.$on('query', ({ query }) => void statements.push(query))
  return client.$extends({
    query: {
      $allOperations({ operation, args, query }: Operation) {
        operations.push(operation)
        return query(args)
      },
    },
  })
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

it('checks a session in one query, of an extended client, which is one statement where Prisma joins', () =>
  using(engine, ['lucia'], async ({ handle }) => {
    const { lucia } = engine.schemas
    const { auth } = (createAuth as unknown as CreateAuth)(handle, { schema: lucia })
    await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
    const { sessionId } = await auth.createSession({ userId: 'anna' })
    for (const noted of [statements, operations]) noted.length = 0
    await auth.validateSession(sessionId)
    expect(operations).toEqual(['findUnique'])
    expect(statements).toEqual([expect.stringMatching(/^SELECT .* JOIN /s)])
  }))

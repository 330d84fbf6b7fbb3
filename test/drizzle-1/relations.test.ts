import * as drizzle from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { everyHandle } from '../drivers/drivers.ts'

/** Of Drizzle 1.0, which the types of this project do not know. */
const { defineRelations } = drizzle as unknown as {
  defineRelations(schema: object, relations: (build: Build) => object): object
}

type Column = object
interface Build {
  user: { id: Column }
  session: { userId: Column }
  many: { session(columns: { from: Column; to: Column }): object }
}

/** A client of Drizzle 1.0 that knows the relations. */
interface Client {
  query: { user: { findMany(options: object): PromiseLike<object[]> } }
}

describe.each(everyHandle)('the option relations: $name', (subject) => {
  it('lets db.query give a user with its sessions', async () => {
    const { schema } = subject
    const opened = await subject.open(schema)
    try {
      const relations = defineRelations(schema, ({ user, session, many }) => ({
        user: { sessions: many.session({ from: user.id, to: session.userId }) },
      }))
      const { auth, db } = subject.createAuth(opened.handle, { schema, relations } as never)
      const { userId } = await auth.createUser({ key: null, attributes: { username: 'ada' } })
      const { sessionId } = await auth.createSession({ userId, attributes: { country: 'is' } })
      const { user } = (db as Client).query
      const ofSession = { where: { sessions: { id: sessionId } } }
      expect(await user.findMany(ofSession)).toMatchObject([{ id: userId }])
      // Drizzle reads rows of a relation by lateral joins, which MariaDB lacks.
      if (subject.dialect === 'mysql') return
      const found = await user.findMany({ ...ofSession, with: { sessions: true } })
      expect(found).toMatchObject([{ id: userId, sessions: [{ id: sessionId, userId }] }])
    } finally {
      await opened.close()
    }
  })

  it("is refused with a client of the app's, which has its own", async () => {
    const { schema, createAuth } = subject
    const opened = await subject.open(schema)
    try {
      const client = subject.drizzle(opened.handle as never)
      const options = { schema, relations: defineRelations(schema, () => ({})) }
      expect(() => createAuth(client, options as never)).toThrow(
        'options.relations must be left out for a Drizzle client',
      )
    } finally {
      await opened.close()
    }
  })
})

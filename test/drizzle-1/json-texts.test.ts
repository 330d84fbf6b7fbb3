import { jsonb } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { createSchema } from '../../src/schema/postgres.ts'
import { clientOf } from '../clients/drizzle.ts'
import { handles } from '../drivers/drivers.ts'

const ofPostgres = handles.filter(({ dialect }) => dialect === 'postgres')

describe.each(ofPostgres)('a text in a JSON column, on $name', (subject) => {
  it.each(['a text', '', '[1]', 'null'])('is the same text again: %j', async (note) => {
    const schema = createSchema({ user: { note: jsonb('note') } })
    const opened = await subject.open(schema)
    try {
      const client = clientOf(subject, opened.handle)
      for (const [userId, given] of Object.entries({ handle: opened.handle, client })) {
        const { auth } = subject.createAuth(given, { schema } as never)
        await auth.createUser({ userId, key: null, attributes: { note } } as never)
        await auth.updateUserAttributes(userId, { note } as never)
      }
      const rows = await client.select().from(schema.user)
      expect(rows.map((row) => row['note'])).toEqual([note, note])
    } finally {
      await opened.close()
    }
  })
})

import type { D1Database } from '@cloudflare/workers-types'
import { expect, it } from 'vitest'
import { createAuth as createD1Auth } from '../../src/d1.ts'
import { createAuth } from '../../src/prisma/edge.ts'
import type { PrismaHandle } from '../../src/prisma.ts'
import { schemas } from '../fixtures/sqlite.ts'

const password = 'correct horse battery staple'
const now = new Date(Date.UTC(2026, 0, 1))
const values = {
  joinedAt: now,
  admin: true,
  settings: { theme: 'dark' },
  role: 'writer',
  age: 42,
  score: 0.25,
  balance: '12.5',
  large: 9007199254740993n,
  picture: Buffer.from([0, 1, 255]),
} as const

/** What holds between the entry for Prisma and the one for D1, on one database with all modes. */
export function interopCases(database: D1Database, open: () => Promise<PrismaHandle>): void {
  const options = {
    schema: schemas.modes,
    getUserAttributes: (user: typeof schemas.modes.user.$inferSelect) => user,
    getSessionAttributes: ({ seenAt }: typeof schemas.modes.session.$inferSelect) => ({ seenAt }),
  }

  it('reads through each of the two entries for D1 what the other has written', async () => {
    const prisma = createAuth(await open(), options).auth
    const d1 = createD1Auth(database, options).auth
    const directions = [
      ['of-prisma', prisma, d1],
      ['of-d1', d1, prisma],
    ] as const
    for (const [userId, writer, reader] of directions) {
      const key = { providerId: 'username', providerUserId: userId, password }
      const attributes = { ...values, username: userId }
      const user = await writer.createUser({ userId, key, attributes })
      const session = await writer.createSession({ userId, attributes: { seenAt: now } })
      expect(user).toMatchObject(values)
      expect(await reader.getUser(userId)).toEqual(user)
      expect(await reader.useKey('username', userId, password)).toMatchObject({ userId })
      expect(await reader.validateSession(session.sessionId)).toEqual(session)
      await reader.updateUserAttributes(userId, { settings: null, admin: false })
      expect(await writer.getUser(userId)).toMatchObject({ settings: null, admin: false })
      await reader.deleteUser(userId)
      await expect(writer.validateSession(session.sessionId)).rejects.toThrow(
        'AUTH_INVALID_SESSION_ID',
      )
    }
    const { results } = await database.prepare('select id from user_key').all()
    expect(results).toEqual([])
  })
}

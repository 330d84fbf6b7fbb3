import { afterEach, describe, expect, it, vi } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import type { CreateAuth } from '../conformance/engine.ts'
import type { schemas } from '../fixtures/sqlite.ts'
import type { Setting } from './setting.ts'
import { settings } from './settings.ts'

type Modes = (typeof schemas)['modes']

const day = 86_400_000
const now = new Date(Date.UTC(2026, 0, 1))
const attributes = {
  username: 'Ännchen',
  joinedAt: new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678)),
  admin: true,
  settings: { theme: 'light' },
  role: 'writer',
  age: 42,
  score: 0.25,
  large: 2n ** 40n,
  picture: Buffer.from([0, 1, 255]),
} as const

afterEach(() => {
  vi.useRealTimers()
})

const setUp = (setting: Setting, handle: unknown) =>
  (setting.createAuth as CreateAuth)(handle as never, {
    schema: setting.schema as Modes,
    getUserAttributes: (user: Modes['user']['$inferSelect']) => user,
    getSessionAttributes: (session: Modes['session']['$inferSelect']) => session,
  })

describe.each(settings)('$driver with $setting', (setting) => {
  const { refusal, open } = setting
  const shown = { ...attributes, ...setting.shown }

  if (refusal)
    it('is refused at set-up, which says why and what to do', async () => {
      const { handle, close } = await open()
      try {
        const work = () => setUp(setting, handle)
        expect(work).toThrow(SetupError)
        expect(work).toThrow(refusal)
      } finally {
        await close()
      }
    })
  else
    it('gives attributes as their columns say, and expiries as numbers', async () => {
      const { handle, close } = await open()
      try {
        vi.useFakeTimers({ now, toFake: ['Date'] })
        const { auth } = setUp(setting, handle)
        const key = { providerId: 'name', providerUserId: 'anna', password: null }
        const { userId } = await auth.createUser({ userId: 'anna', key, attributes })
        expect(await auth.getUser(userId)).toMatchObject(shown)
        expect(await auth.getKey('name', 'anna')).toMatchObject({ userId })

        const seenAt = now
        const { sessionId } = await auth.createSession({ userId, attributes: { seenAt } })
        const row = (expiry: number) => ({
          seenAt,
          user: expect.objectContaining(shown),
          activeExpires: expiry + day,
          idleExpires: expiry + 15 * day,
        })
        const active = { state: 'active', fresh: false, ...row(now.getTime()) }
        expect(await auth.validateSession(sessionId)).toMatchObject(active)
        expect(await auth.getAllUserSessions(userId)).toMatchObject([{ sessionId, seenAt }])

        const later = now.getTime() + 2 * day
        vi.setSystemTime(later)
        expect(await auth.validateSession(sessionId)).toMatchObject({ fresh: true })
        expect(await auth.validateSession(sessionId)).toMatchObject(row(later))

        vi.setSystemTime(later + 20 * day)
        await expect(auth.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
        expect(await auth.deleteExpiredSessions()).toBe(1)
        await auth.deleteUser(userId)
        await expect(auth.getUser(userId)).rejects.toThrow('AUTH_INVALID_USER_ID')
      } finally {
        await close()
      }
    })
})

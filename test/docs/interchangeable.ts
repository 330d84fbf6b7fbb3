import type { Auth } from 'lucia'
import { expect } from 'vitest'

const password = 'correct horse'
const key = { providerId: 'email', providerUserId: 'ada@example.com', password }
const cookieOf = (auth: Auth, session: Awaited<ReturnType<Auth['createSession']>>) =>
  auth.createSessionCookie(session).serialize()

/** What one set-up has written is the other's, in both directions. */
export async function areInterchangeable(
  before: Auth,
  after: Auth,
  attributes: object = {},
): Promise<void> {
  const { userId, ...shown } = await before.createUser({ key, attributes })
  const session = await before.createSession({ userId, attributes: {} })
  const validated = await after.validateSession(session.sessionId)
  expect(validated).toMatchObject({ sessionId: session.sessionId, user: { userId, ...shown } })
  expect(cookieOf(after, session)).toBe(cookieOf(before, session))
  expect(await after.useKey('email', 'ada@example.com', password)).toMatchObject({ userId })

  const newer = await after.createSession({ userId, attributes: {} })
  expect(await before.validateSession(newer.sessionId)).toMatchObject({ user: { userId } })
  await after.updateKeyPassword('email', 'ada@example.com', 'battery staple')
  const used = before.useKey('email', 'ada@example.com', 'battery staple')
  expect(await used).toMatchObject({ userId })
}

import { describe, expect, it } from 'vitest'
import type { Handle, Opened } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import { freePort } from '../servers/listening.ts'
import { settling } from './poll.ts'
import { uncaught } from './uncaught.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }

/** Each kind of call, on a handle that cannot serve it. */
function failingCalls({ createAuth, schema }: Handle, { handle }: Pick<Opened, 'handle'>) {
  const { auth } = createAuth(handle, { schema })
  return [
    auth.validateSession('a-session-id'),
    auth.createUser({ key, attributes: { username: 'anna' } }),
    auth.createUser({ key: null, attributes: { username: 'anna' } }),
    auth.createSession({ userId: 'anna' }),
    auth.useKey('username', 'anna', null),
    auth.updateUserAttributes('anna', { username: 'berta' }),
    auth.deleteUser('anna'),
    auth.invalidateSession('a-session-id'),
    auth.deleteExpiredSessions(),
  ]
}

/** One read and one write: postgres.js connects ever more slowly, the more calls have failed. */
function twoFailingCalls({ createAuth, schema }: Handle, { handle }: Pick<Opened, 'handle'>) {
  const { auth } = createAuth(handle, { schema })
  return [auth.validateSession('a-session-id'), auth.deleteUser('anna')]
}

/** Expects that each call rejects with the driver's own error, at once, and nothing else happens. */
async function expectFailure(
  subject: Handle,
  opened: Pick<Opened, 'handle'>,
  message: string,
  calls = failingCalls,
): Promise<void> {
  const reasons = await uncaught(async () => {
    const settled = Promise.allSettled(calls(subject, opened))
    for (const result of await settling(`a call of ${subject.name}`, settled)) {
      const { message: own } = (result as PromiseRejectedResult).reason
      expect(own).toContain(message)
    }
  })
  expect(reasons).toEqual([])
}

describe.each(handles)("$name passes the driver's own error on", (subject) => {
  const { messages } = subject

  it('when the tables are missing', async () => {
    const opened = await subject.open()
    try {
      await expectFailure(subject, opened, messages.missing)
    } finally {
      await opened.close()
    }
  })

  it('when the handle has ended', async () => {
    const opened = await subject.open()
    try {
      const { createAuth, schema } = subject
      const { auth } = createAuth(opened.handle, { schema })
      await opened.end()
      await expectFailure(subject, opened, messages.ended, () => [
        auth.validateSession('a-session-id'),
        auth.deleteUser('anna'),
      ])
    } finally {
      await opened.close().catch(() => {})
    }
  })
})

describe.each(handles.filter(({ connectTo }) => connectTo))('$name', (subject) => {
  it("passes the driver's own error on when the server is down", async () => {
    const opened = await subject.connectTo?.(await freePort()).catch((error) => error)
    // A single connection is refused before there is a handle.
    if (opened instanceof Error) {
      expect(opened.message).toMatch(/^connect ECONNREFUSED/)
      return
    }
    try {
      await expectFailure(subject, opened, subject.messages.refused, twoFailingCalls)
    } finally {
      await opened.close()
    }
  })
})

describe.each(handles)('an error of $name', (subject) => {
  it('shows no session id in its message', async () => {
    const opened = await subject.open()
    try {
      const calls = await Promise.allSettled(failingCalls(subject, opened))
      for (const result of calls) {
        const { message, stack } = (result as PromiseRejectedResult).reason
        expect(`${message} ${stack}`).not.toContain('a-session-id')
      }
    } finally {
      await opened.close()
    }
  })
})

import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { ours, plain, plantSession } from '../defects/pair.ts'
import { uncaught } from '../faults/uncaught.ts'

const names = ['getUserAttributes', 'getSessionAttributes'] as const

/** A set-up that shows what a function returns, as code without types may have it. */
function showing(name: (typeof names)[number], value: () => unknown) {
  const { auth, database } = ours({ [name]: value })
  plantSession(database, 'session-1')
  return auth
}

describe.each(names)('%s()', (name) => {
  it('is refused at set-up when it is async', () => {
    for (const wrong of [async () => ({}), async function* () {}, function* () {}]) {
      const setUp = () => showing(name, wrong)
      expect(setUp).toThrow(SetupError)
      expect(setUp).toThrow(`options.${name} must be a function that is not async`)
    }
  })

  it('says that it must not return a promise, and leaves no rejection behind', async () => {
    const { db, schema } = ours()
    const promises: (() => unknown)[] = [
      () => Promise.resolve({ email: 'x' }),
      () => Promise.reject(new Error('lost')),
      () => db.select().from(schema.user),
    ]
    for (const promise of promises) {
      const auth = showing(name, promise)
      const reasons = await uncaught(async () => {
        const check = auth.validateSession('session-1')
        await expect(check).rejects.toThrow(TypeError)
        const again = auth.validateSession('session-1')
        await expect(again).rejects.toThrow(`options.${name}() must not return a promise`)
      })
      expect(reasons).toEqual([])
    }
  })

  it('says that it must return an object, where nothing of it would be seen', async () => {
    for (const value of [
      'anna',
      '',
      1,
      0,
      true,
      false,
      1n,
      Symbol('x'),
      ['a'],
      new Map(),
      () => {},
    ]) {
      const auth = showing(name, () => value)
      const check = auth.validateSession('session-1')
      await expect(check).rejects.toThrow(TypeError)
      const again = auth.validateSession('session-1')
      await expect(again).rejects.toThrow(
        new RegExp(`options\\.${name}\\(\\) must return an object\\. Received `),
      )
    }
  })

  it('shows what plain Lucia does, of any object and of none', async () => {
    class Shown {
      email = 'x'
    }
    for (const value of [
      { email: 'x' },
      { userId: 'x', email: 'x', fresh: 'x' },
      new Shown(),
      { __proto__: null, email: 'x' },
      {},
      null,
      undefined,
    ]) {
      const bare = plain({ [name]: () => value })
      plantSession(bare.database, 'session-1')
      const expected = await bare.auth.validateSession('session-1')
      const session = await showing(name, () => value).validateSession('session-1')
      const own = { ...expected, ...timesOf(session) }
      expect(session).toEqual(own)
      // In the same order, as JSON has them.
      expect(JSON.stringify(session)).toBe(JSON.stringify(own))
    }
  })
})

function timesOf({ activePeriodExpiresAt, idlePeriodExpiresAt }: Record<string, unknown>): object {
  return { activePeriodExpiresAt, idlePeriodExpiresAt }
}

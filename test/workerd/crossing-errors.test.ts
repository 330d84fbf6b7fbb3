import { Miniflare } from 'miniflare'
import { describe, expect, it } from 'vitest'
import { bundledForWorkers } from '../bundled.ts'
import { root } from '../package/run.ts'

const imports = `
import { LuciaError } from 'lucia'
import { SetupError, UniqueConstraintError, isLuciaError } from './src/errors.ts'
import { PasswordQueueError } from './src/internal/password/errors.ts'`

const thrower = `${imports}
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers'
const errors = {
  setup: () => new SetupError('INVALID_DRIVER', 'wrong'),
  queue: () => new PasswordQueueError(64),
  lucia: () => new LuciaError('AUTH_INVALID_KEY_ID'),
  unique: () => Object.assign(new Error('UNIQUE constraint failed: user.email'),
    { table: 'user', columns: ['email'] }),
}
const session = { user: { userId: 'anna' }, sessionId: 'session-1', state: 'active', fresh: false,
  activePeriodExpiresAt: new Date(1), idlePeriodExpiresAt: new Date(2) }
export default class extends WorkerEntrypoint {
  async fail(name) { throw errors[name]() }
  async session() { return session }
}
export class Thrower extends DurableObject {
  async fail(name) { throw errors[name]() }
  async session() { return session }
}`

const caller = `${imports}
const tests = {
  setup: (error) => error instanceof SetupError && !(error instanceof PasswordQueueError),
  queue: (error) => error instanceof PasswordQueueError && !(error instanceof SetupError),
  lucia: (error) => isLuciaError(error) && isLuciaError(error, 'AUTH_INVALID_KEY_ID') &&
    !isLuciaError(error, 'AUTH_INVALID_PASSWORD'),
  unique: (error) => error instanceof UniqueConstraintError && error.columns[0] === 'email',
}
export default {
  async fetch(_, { SERVICE, OBJECT }) {
    const known = {}
    const object = OBJECT.get(OBJECT.idFromName('one'))
    for (const [where, other] of [['service', SERVICE], ['object', object]]) {
      const { user, idlePeriodExpiresAt } = await other.session()
      known[where + ' session'] = user.userId === 'anna' && idlePeriodExpiresAt.getTime() === 2
      for (const [name, test] of Object.entries(tests)) {
        await other.fail(name).catch((error) => { known[where + ' ' + name] = test(error) })
      }
    }
    return Response.json(known)
  },
}`

const bundled = (contents: string) => bundledForWorkers({ stdin: { contents, resolveDir: root } })

/** What the caller knows of each error that the other Worker throws. */
async function knownAcross(compatibilityDate: string): Promise<unknown> {
  const shared = { modules: true, compatibilityDate }
  const server = new Miniflare({
    workers: [
      {
        ...shared,
        name: 'caller',
        script: await bundled(caller),
        serviceBindings: { SERVICE: 'thrower' },
        durableObjects: { OBJECT: { className: 'Thrower', scriptName: 'thrower' } },
      },
      {
        ...shared,
        name: 'thrower',
        script: await bundled(thrower),
        durableObjects: { OWN: { className: 'Thrower' } },
      },
    ],
  })
  try {
    return await (await server.dispatchFetch('http://localhost')).json()
  } finally {
    await server.dispose()
  }
}

function everywhere(known: Record<string, boolean>): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      ['service', 'object'].map((where) => [`${where} ${name}`, value]),
    ),
  )
}

describe('what comes over a service binding or from a Durable Object', () => {
  it('is a session with its dates, and an error that is known by its class', async () => {
    const all = { session: true, setup: true, queue: true, lucia: true, unique: true }
    expect(await knownAcross('2026-04-21')).toEqual(everywhere(all))
  })

  it('is an error that is known by its name alone before 2026-04-21, which a taken value does not have', async () => {
    const all = { session: true, setup: true, queue: true, lucia: true, unique: false }
    expect(await knownAcross('2024-04-03')).toEqual(everywhere(all))
  })
})

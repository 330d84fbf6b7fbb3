import type { Adapter } from 'lucia'
import { expect, it } from 'vitest'
import { anna, generateApp, here, openApp } from './app.ts'

const module = await generateApp('ids')

// What Prisma takes for no condition, or for a condition of its own, and what is no id at all.
const noIds: unknown[] = [
  undefined,
  null,
  0,
  1,
  true,
  {},
  { not: '' },
  { in: ['anna'] },
  { equals: undefined },
  ['anna'],
  new String('anna'),
  Symbol('anna'),
  () => 'anna',
]

const calls: { [Name in keyof Adapter]?: (adapter: Required<Adapter>, id: never) => unknown } = {
  getUser: (adapter, id) => adapter.getUser(id),
  updateUser: (adapter, id) => adapter.updateUser(id, { role: 'admin' }),
  deleteUser: (adapter, id) => adapter.deleteUser(id),
  getSession: (adapter, id) => adapter.getSession(id),
  getSessionAndUser: (adapter, id) => adapter.getSessionAndUser(id),
  getSessionsByUserId: (adapter, id) => adapter.getSessionsByUserId(id),
  updateSession: (adapter, id) => adapter.updateSession(id, { country: 'DE' }),
  deleteSession: (adapter, id) => adapter.deleteSession(id),
  deleteSessionsByUserId: (adapter, id) => adapter.deleteSessionsByUserId(id),
  getKey: (adapter, id) => adapter.getKey(id),
  getKeysByUserId: (adapter, id) => adapter.getKeysByUserId(id),
  updateKey: (adapter, id) => adapter.updateKey(id, { hashed_password: 'x' }),
  deleteKey: (adapter, id) => adapter.deleteKey(id),
  deleteKeysByUserId: (adapter, id) => adapter.deleteKeysByUserId(id),
}

it.each(Object.entries(calls))(
  'lets the adapter do nothing for what is no id: %s',
  async (_, call) => {
    const app = await openApp(module)
    const auth = here(app.connect())
    await auth.createUser(anna)
    await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
    const tables = () => ['User', 'Session', 'Key'].map(app.rows)
    const before = tables()
    for (const id of noIds) {
      await expect(call(auth['adapter'] as never, id as never)).rejects.toThrow('must be a string')
      expect(tables()).toEqual(before)
    }
  },
)

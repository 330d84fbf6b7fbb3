import { createClient } from '@libsql/client/http'
import { describe, expect, it } from 'vitest'
import type { CreateAuth } from '../drivers/driver.ts'
import { connectLibsql, createLibsqlAuth } from '../drivers/libsql.ts'
import { type Relay, startRelay } from './relay.ts'
import { uncaught } from './uncaught.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }
const anna = { userId: 'anna', key, attributes: { username: 'anna' } }
const tables = ['user', 'user_key', 'user_session']

// Whether the server has done its work nobody can tell any more: all of it or none of it.
describe('libSQL over HTTP whose connection is cut', () => {
  async function withRelay(
    body: (on: {
      auth: ReturnType<CreateAuth>['auth']
      relay: Relay
      run(statement: string): Promise<unknown>
      counts(): Promise<number[]>
    }) => Promise<void>,
  ): Promise<void> {
    const { url, schema, run, counts, close } = await connectLibsql()
    const relay = await startRelay(Number(new URL(url).port))
    const client = createClient({ url: `http://127.0.0.1:${relay.port}` })
    try {
      const { auth } = createLibsqlAuth(client, { schema })
      const reasons = await uncaught(() =>
        body({ auth, relay, run, counts: () => counts(...tables) }),
      )
      expect(reasons).toEqual([])
    } finally {
      client.close()
      await relay.stop()
      await close()
    }
  }

  it('in the middle of createUser() rejects the call, keeps user and key together, and goes on', () =>
    withRelay(async ({ auth, relay, run, counts }) => {
      // Makes every other writer wait.
      await run('begin immediate')
      const creation = expect(auth.createUser(anna)).rejects.toThrow()
      await relay.cut()
      await creation
      await run('rollback')
      const berta = { ...key, providerUserId: 'berta' }
      await auth.createUser({ key: berta, attributes: { username: 'berta' } })
      const [users, keys] = await counts()
      expect(users).toBe(keys)
    }))

  it('in the middle of deleteUser() rejects the call, and leaves all of the user or nothing', () =>
    withRelay(async ({ auth, relay, run, counts }) => {
      await auth.createUser(anna)
      await auth.createSession({ userId: 'anna' })
      await run('begin immediate')
      const deletion = expect(auth.deleteUser('anna')).rejects.toThrow()
      await relay.cut()
      await deletion
      await run('rollback')
      await auth.getAllUserKeys('anna').catch(() => {})
      expect(new Set(await counts()).size).toBe(1)
    }))
})

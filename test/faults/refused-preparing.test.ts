import { describe, expect, it } from 'vitest'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { relayTo } from './relay.ts'

/** How servers, and proxies in front of them, refuse to prepare a statement. */
const refusals = {
  'has as many prepared statements as it may': [1461, '42000'],
  'takes this one as a text alone': [1295, 'HY000'],
  'knows no prepared statements': [1047, '08S01'],
} as const

const preparing = 0x16
const key = { providerId: 'username', providerUserId: 'anna', password: null }

/** An error of MySQL's protocol, in answer to one packet. */
function refusal(errno: number, state: string): Buffer {
  const body = Buffer.from(`\xff__#${state}No prepared statement`, 'latin1')
  body.writeUInt16LE(errno, 1)
  const header = Buffer.from([0, 0, 0, 1])
  header.writeUIntLE(body.length, 0, 3)
  return Buffer.concat([header, body])
}

describe.each([mysql2Pool, mysql2Connection])('$name, where the server', (driver) => {
  it.each(Object.entries(refusals))('%s, goes on without them', async (_, [errno, state]) => {
    const database = await driver.database()
    const { relay, relayed } = await relayTo(database.url)
    let refused = 0
    relay.answer((sent) => {
      if (sent[4] !== preparing) return undefined
      refused++
      return refusal(errno, state)
    })
    const { handle, end } = await driver.connect(relayed, 1)
    try {
      const { auth } = driver.createAuth(handle, { schema: driver.schema })
      await auth.createUser({ userId: 'anna', key, attributes: { username: 'anna' } })
      await auth.createSession({ userId: 'anna', sessionId: 'one' })
      for (let check = 0; check < 10; check++) {
        expect(await auth.validateSession('one')).toMatchObject({ user: { userId: 'anna' } })
      }
      expect(refused).toBe(1)
      const trips = relay.trips()
      await auth.validateSession('one')
      expect(relay.trips() - trips).toBe(1)
    } finally {
      await end()
      await relay.stop()
      await database.drop()
    }
  })
})

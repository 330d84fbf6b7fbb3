import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/postgres-js.ts'
import { postgresDatabase } from '../drivers/database.ts'
import { schemas } from '../fixtures/postgres.ts'
import { startRelay } from './relay.ts'
import { uncaught } from './uncaught.ts'

const { lucia: schema } = schemas
const key = { providerId: 'username', providerUserId: 'anna', password: null }

/** What nobody handled while the connection of a first call was reset at such a text. */
async function uncaughtAt(text: string, options: object): Promise<unknown[]> {
  const database = await postgresDatabase()
  const url = new URL(database.url)
  const relay = await startRelay(Number(url.port))
  url.port = String(relay.port)
  const client = postgres(url.href, { max: 1, ...options })
  try {
    const { auth } = createAuth(client, { schema })
    return await uncaught(async () => {
      relay.resetAt(text)
      await expect(auth.getUser('anna')).rejects.toMatchObject({ code: 'ECONNRESET' })
      // The next call has a new connection.
      const user = auth.createUser({ userId: 'anna', key, attributes: { username: 'anna' } })
      expect(await user).toEqual({ userId: 'anna' })
    })
  } finally {
    await client.end({ timeout: 0 })
    await relay.stop()
    await database.drop()
  }
}

describe('a connection of postgres.js that is reset at its first query', () => {
  it('rejects the call and nothing else, with `fetch_types: false`', async () => {
    expect(await uncaughtAt('from "user"', { fetch_types: false })).toEqual([])
  })

  it("rejects a query of the driver's own as well, which asks for the types of arrays", async () => {
    // Nobody holds its promise: https://github.com/porsager/postgres/blob/v3.4.9/src/connection.js#L768
    expect(await uncaughtAt('pg_catalog.pg_type', {})).toMatchObject([{ code: 'ECONNRESET' }])
  })
})

import { fileURLToPath } from 'node:url'
import type { D1Database } from '@cloudflare/workers-types'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { getPlatformProxy } from 'wrangler'

type Proxy = Awaited<ReturnType<typeof getPlatformProxy<{ DB: D1Database }>>>

/** A D1 database inside workerd for the tests of a file, with fresh tables for each of them. */
export function useD1(tables: () => string[]): () => D1Database {
  let proxy: Proxy | undefined
  const database = () => {
    if (!proxy) throw new Error('D1 has not started')
    return proxy.env.DB
  }

  beforeAll(async () => {
    const configPath = fileURLToPath(new URL('wrangler.json', import.meta.url))
    proxy = await getPlatformProxy<{ DB: D1Database }>({ configPath, persist: false })
  })
  beforeEach(async () => {
    for (const table of ['user_throttle', 'user_token', 'user_session', 'user_key', 'user']) {
      await database().prepare(`drop table if exists "${table}"`).run()
    }
    for (const statement of tables()) await database().prepare(statement).run()
  })
  afterAll(async () => {
    await proxy?.dispose()
  })
  return database
}

import { describe, expect, it } from 'vitest'
import { type Engine, using } from '../conformance/engine.ts'
import { connectionsTo } from './connections.ts'
import { addressOf } from './databases.ts'
import type { Visit } from './visit.ts'

/** What holds for an app's requests with a kind of handle, each with a handle of its own. */
export function visitsInWorkerd(origin: string, engine: Engine, handle: string): void {
  describe(`requests with ${handle}`, () => {
    it('work one after the other and at once, the hundredth as the first, and leave no connection', () =>
      using(engine, ['lucia'], async (database) => {
        const url = addressOf(database)
        const before = await connectionsTo(url)
        for (let count = 1; count <= 100; count++) await visit(origin, handle, url)
        await Promise.all(Array.from({ length: 100 }, () => visit(origin, handle, url)))
        expect(await database.rows('user')).toHaveLength(200)
        expect(await database.rows('user_session')).toEqual([])
        await expect.poll(() => connectionsTo(url), { timeout: 60_000 }).toBe(before)
      }))
  })
}

async function visit(origin: string, handle: string, url: string): Promise<void> {
  const response = await fetch(`${origin}/visit?${new URLSearchParams({ handle, url })}`)
  if (!response.ok) throw new Error(await response.text())
  const { username, user, afterwards } = (await response.json()) as Visit
  expect({ user, afterwards }).toEqual({ user: username, afterwards: 'AUTH_INVALID_SESSION_ID' })
}

import { afterEach, expect, it, vi } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { everyCall, secretIn, secretOptions, signUp } from '../faults/secrets.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { openDatabase } from './pair.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('prints no session id, password or hash in debug mode, whatever is called', async () => {
  const printed: unknown[] = []
  const print = vi.spyOn(console, 'log').mockImplementation((...parts) => void printed.push(parts))
  const { auth } = createAuth(openDatabase(), {
    ...(secretOptions as object),
    schema: schemas.lucia,
    experimental: { debugMode: true },
  })
  try {
    await auth.deleteUser('anna')
    await signUp(auth as never)
    for (const [, call] of everyCall(auth as never)) await call().catch(() => {})
  } finally {
    createAuth(openDatabase(), { experimental: { debugMode: false } })
  }
  expect(print).toHaveBeenCalled()
  expect(secretIn(JSON.stringify(printed))).toBe('')
})

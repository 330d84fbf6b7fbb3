import type { Middleware } from 'lucia'
import { expect } from 'vitest'
import { incoming } from '../defects/incoming.ts'
import { ours, plantSession } from '../defects/pair.ts'

export const cookie = { Cookie: 'auth_session=session-1' }

/** Anna's session in its idle period, behind a middleware. */
export function idle<Args extends unknown[]>(middleware: Middleware<Args>, sessionCookie = {}) {
  const setup = ours({ middleware, sessionCookie })
  plantSession(setup.database, 'session-1', { state: 'idle' })
  const row = setup.database.prepare('select active_expires, idle_expires from user_session')
  return { ...setup, row: () => row.get() }
}

export type IdleSetup<Args extends unknown[]> = ReturnType<typeof idle<Args>>

/** Lets a request that can set cookies renew the session. */
export async function expectRenewal({
  handleRequestContext,
}: IdleSetup<never>['auth']): Promise<void> {
  const context = incoming(cookie)
  const renewed = await handleRequestContext(context).validate()
  expect(renewed).toMatchObject({ state: 'active', fresh: true })
  expect(context.cookies).toEqual([expect.stringContaining('auth_session=session-1;')])
}

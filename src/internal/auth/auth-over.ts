import type { Auth as LuciaAuth } from 'lucia'
import type { AuthAdapter } from '../adapter/adapter.ts'
import { guardedAdapter } from '../adapter/guard.ts'
import { assertHashable, hashedSessions } from '../adapter/hashed-sessions.ts'
import { withSessionAdapter } from '../adapter/sessions-elsewhere.ts'
import type { CommonOptions } from '../options.ts'
import type { AuthTables, RowTypes } from '../schema/auth-table.ts'
import { createLucia } from './lucia.ts'

/** Lucia's `Auth` over an adapter, and over what is known of its tables. */
export function authOver(
  adapter: AuthAdapter,
  tables: AuthTables,
  options: CommonOptions<RowTypes>,
): LuciaAuth {
  const { sessionAdapter, sessionIds } = options
  const isHashed = sessionIds === 'hashed'
  if (isHashed) assertHashable(tables, sessionAdapter)
  const whole = sessionAdapter ? withSessionAdapter(adapter, sessionAdapter) : adapter
  const last = isHashed ? hashedSessions(whole) : whole
  return createLucia(guardedAdapter(last, tables), tables, options)
}

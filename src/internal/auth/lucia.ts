import { type Adapter, type Configuration, type Auth as LuciaAuth, lucia } from 'lucia'
import { scrypt } from '../../password.ts'
import type { AuthAdapter } from '../adapter/adapter.ts'
import type { CommonOptions } from '../options.ts'
import { guardedHash } from '../password/guarded-hash.ts'
import type { AuthTables, RowTypes } from '../schema/auth-table.ts'
import { withChecks } from './arguments.ts'
import { keyMethods } from './keys.ts'
import type { Parts } from './parts.ts'
import { passwordMethods } from './passwords.ts'
import { requestMethods } from './requests.ts'
import { sessionCheck } from './session-check.ts'
import { luciaCookie } from './session-cookie.ts'
import { sessionLimit } from './session-limit.ts'
import { expiryMethods, sessionMethods } from './sessions.ts'
import { shownOfSession, shownOfUser } from './shown.ts'
import { userMethods } from './users.ts'

/**
 * Lucia's `Auth` on an adapter, with its defects repaired: the same instance, some of whose methods
 * are replaced by those below. Each says what Lucia does and why that is wrong.
 */
export function createLucia(
  adapter: AuthAdapter,
  tables: AuthTables,
  options: CommonOptions<RowTypes>,
): LuciaAuth {
  const { env = 'PROD', middleware, experimental } = options
  const { getUserAttributes, getSessionAttributes, sessionExpiresIn, sessionCookie } = options
  const passwordHash = guardedHash(options.passwordHash ?? scrypt)
  const auth = lucia({
    // It comes later: Lucia's constructor makes functions that hold what it is given, and outlive the
    // set-up, as `kept.ts` says.
    adapter: () => ({}) as Required<Adapter>,
    env,
    middleware,
    experimental,
    passwordHash,
    csrfProtection: false, // `handleRequest()` below decides
    // Lucia has a default for each of the two that is left out.
    sessionExpiresIn: sessionExpiresIn as Configuration['sessionExpiresIn'],
    sessionCookie: luciaCookie(sessionCookie),
    getUserAttributes: getUserAttributes && ((row) => shownOfUser(getUserAttributes(row))),
    getSessionAttributes:
      getSessionAttributes &&
      ((row) => shownOfSession(getSessionAttributes(tables.session.toRow(row)))),
  })
  const limit = sessionLimit(auth, tables, sessionExpiresIn?.absolutePeriod)
  const parts: Parts = { auth, adapter, tables, passwordHash, options, limit }
  const check = sessionCheck(parts)
  const repaired = Object.assign(
    auth,
    { adapter },
    sessionMethods(parts, check),
    expiryMethods(parts),
    userMethods(parts),
    keyMethods(parts),
    passwordMethods(parts),
    requestMethods(parts, check),
  )
  return withChecks(repaired, tables)
}

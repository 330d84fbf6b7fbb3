import type { Auth as LuciaAuth, Session as LuciaSession, SessionSchema } from 'lucia'
import type { SessionExpiries } from '../adapter/adapter.ts'
import { invalidOption } from '../rules.ts'
import type { AuthTables } from '../schema/auth-table.ts'

/** What ends sessions that are renewed again and again. */
export interface SessionLimit {
  /** When the session of a row began. One from before the limit began when it was last renewed. */
  startOf(row: SessionSchema & { createdAt?: unknown }): number
  /** Expiries that are not after the end of what began then. */
  limited<Expiries extends SessionExpiries>(expiries: Expiries, start: number): Expiries
  /** When the sessions began that are in use. */
  starts: WeakMap<LuciaSession, number>
}

/** The limit of a set-up, if it has one. Throws a `SetupError` where its column is missing. */
export function sessionLimit(
  auth: LuciaAuth,
  { session }: AuthTables,
  period: number | undefined,
): SessionLimit | undefined {
  if (period === undefined) return undefined
  const problem = session.attributeProblem('createdAt', 0)
  if (problem) {
    throw invalidOption(
      'options.sessionExpiresIn.absolutePeriod',
      `needs createSchema({ session: timeColumns() }): createdAt ${problem}`,
    )
  }
  const { activePeriod } = auth['sessionExpiresIn']
  return {
    starts: new WeakMap(),
    startOf: ({ createdAt, active_expires }) =>
      Number(createdAt ?? Number(active_expires) - activePeriod),
    limited: (expiries, start) => ({
      ...expiries,
      active_expires: Math.min(Number(expiries.active_expires), start + period),
      idle_expires: Math.min(Number(expiries.idle_expires), start + period),
    }),
  }
}

import { LuciaError } from 'lucia'
import { createThrottle } from '../../src/throttle.ts'
import { createTokens } from '../../src/tokens.ts'

const hour = 3_600_000
const tokensOn = (setup: object) =>
  createTokens(setup as never, {
    reset: { expiresIn: hour },
    code: { expiresIn: hour, digits: 6 },
    over: { expiresIn: 1 },
  })
const throttleOn = (setup: object) => createThrottle(setup as never, { free: 9 })

/** Secrets and failures of before the transaction. */
export interface Issued {
  reset: string
  code: string
}

/** Writes what `ownTableWorks` then do away with, for Anna and Berta. */
export async function issue(setup: object): Promise<Issued> {
  const tokens = tokensOn(setup)
  await tokens.issue('over', 'berta')
  // It is over then, however fast the rest is.
  await new Promise((resolve) => setTimeout(resolve, 5))
  await fail(setup, 'berta')
  return { reset: await tokens.issue('reset', 'anna'), code: await tokens.issue('code', 'anna') }
}

async function fail(setup: object, name: string): Promise<void> {
  const failure = new LuciaError('AUTH_INVALID_PASSWORD')
  const guarded = throttleOn(setup).guard([name], async () => {
    throw failure
  })
  await guarded.catch((error) => {
    if (error !== failure) throw error
  })
}

/** All that writes into the tables of one-time secrets and of failed attempts. */
export const ownTableWorks: Record<string, (setup: object, issued: Issued) => Promise<unknown>> = {
  'issue() of a secret': (setup) => tokensOn(setup).issue('reset', 'berta'),
  'issue() in place of another secret': (setup) => tokensOn(setup).issue('reset', 'anna'),
  'issue() of a code': (setup) => tokensOn(setup).issue('code', 'berta'),
  'redeem() of a secret': (setup, { reset }) => tokensOn(setup).redeem('reset', reset),
  'redeem() of a code': (setup, { code }) =>
    tokensOn(setup).redeem('code', code, { userId: 'anna' }),
  'redeem() of a wrong code': async (setup, { code }) => {
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    const redeemed = tokensOn(setup).redeem('code', wrong, { userId: 'anna' })
    await redeemed.catch(() => {})
  },
  'deleteExpired() of secrets': (setup) => tokensOn(setup).deleteExpired(),
  'guard() of a first failure': (setup) => fail(setup, 'anna'),
  'guard() of another failure': (setup) => fail(setup, 'berta'),
  'guard() of a success': (setup) => throttleOn(setup).guard(['berta'], async () => {}),
}

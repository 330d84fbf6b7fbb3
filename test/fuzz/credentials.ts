import fc from 'fast-check'
import { rubbish } from './rubbish.ts'

/** The sessions of the database, by their ids, and what else a client may send for one. */
export const sessionIds = {
  active: 'active-session-of-anna',
  other: 'active-session-of-berta',
  second: 'second-session-of-anna',
  idle: 'idle-session-of-carla',
  idleBeside: 'idle-session-of-anna',
  expired: 'expired-session-of-dora',
  orphan: 'session-of-nobody',
}

const cookiePair = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'auth_session',
          'auth_session',
          ' auth_session ',
          '\u00a0auth_session',
          'AUTH_SESSION',
          'auth_session2',
        ),
        sessionId(),
        fc.constantFrom<(id: string) => string>(
          (id) => id,
          (id) => id,
          (id) => `"${id}"`,
          (id) => ` ${id} `,
          (id) => id.replace('-', '%2D'),
          (id) => encodeURIComponent(id),
        ),
      )
      .map(([name, id, write]) => `${name}=${write(id)}`),
  },
  { weight: 2, arbitrary: fc.constantFrom('theme=dark', '__proto__=x', 'constructor=x', 'a', '=') },
  { weight: 1, arbitrary: rubbish },
)

/** Mostly an id that the database has; else one that is close to it, or none. */
export function sessionId(): fc.Arbitrary<string> {
  const known = fc.constantFrom(...Object.values(sessionIds))
  const change = fc.constantFrom<(id: string) => string>(
    (id) => id.toUpperCase(),
    (id) => `${id} `,
    (id) => `${id}\0`,
    (id) => id.slice(1),
    (id) => `${id}' or '1' = '1`,
    (id) => id.repeat(100),
  )
  const near = fc.tuple(known, change).map(([id, changed]) => changed(id))
  return fc.oneof(
    { weight: 10, arbitrary: known },
    { weight: 2, arbitrary: near },
    { weight: 1, arbitrary: rubbish },
  )
}

export const cookie = fc
  .array(cookiePair, { minLength: 1, maxLength: 7 })
  .chain((pairs) => fc.constantFrom(pairs.join('; '), pairs.join(';')))

export const authorization = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom('Bearer ', 'bearer ', 'BEARER  ', 'bEaReR   '), sessionId())
      .map(([scheme, id]) => `${scheme}${id}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Bearer', 'Bearer ', 'Bearer x y', 'Bearer\tx', 'Basic eDp5', 'x'),
  },
  { weight: 1, arbitrary: rubbish },
)

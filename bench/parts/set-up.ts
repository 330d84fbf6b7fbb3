// What a set-up costs: a request on Workers has a binding of its own, and asks for `auth` first.
import { createAuth } from '../../src/d1.ts'
import { byHand, options } from '../by-hand.ts'
import { inTurns, report } from '../measure.ts'

/** A set-up asks nothing of the database, so that there need not be one. */
const fresh = () => ({ prepare() {}, batch() {} }) as never
const seen = fresh()

const seenAndFresh = await inTurns(
  {
    'lucia-setup, seen handle': () => createAuth(seen, options),
    'lucia-setup, fresh handle': () => createAuth(fresh(), options),
    'lucia-setup, default tables': () => createAuth(fresh()),
    'by hand, fresh handle': () => byHand(fresh()),
  },
  { ofProcess: true },
)
const { 'lucia-setup, seen handle': ofSeen = [], ...ofFresh } = seenAndFresh
report({
  name: 'createAuth, a handle that it has seen',
  unit: 'microseconds of CPU',
  figures: { 'lucia-setup': ofSeen },
  targets: [{ most: 1 }],
})
report({
  name: 'createAuth, a fresh handle',
  unit: 'microseconds of CPU',
  figures: ofFresh,
  targets: [{ against: 'by hand, fresh handle', atMost: 3 }],
})

// What a set-up costs: a request on Workers has a binding of its own, and asks for `auth` first.
import { d1 } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/d1'
import { lucia } from 'lucia'
import { createAuth } from '../../src/d1.ts'
import { sqliteTables } from '../../test/ddl.ts'
import { schemas } from '../../test/fixtures/sqlite.ts'
import { d1Binding } from '../d1-binding.ts'
import { inTurns, report } from '../measure.ts'

const schema = schemas.lucia
const options = { schema, env: 'DEV' as const }
const tableNames = { user: 'user', session: 'user_session', key: 'user_key' }

/** A set-up asks nothing of the database, so that there need not be one. */
const fresh = () => ({ prepare() {}, batch() {} }) as never
const seen = fresh()

function byHand(binding: never) {
  const db = drizzle(binding, { schema })
  const auth = lucia({ adapter: d1(binding, tableNames), env: 'DEV' })
  return { auth, db }
}

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

const database = new Database(':memory:')
for (const statement of await sqliteTables(schema)) database.exec(statement)
const keptBinding = d1Binding(database)
const kept = createAuth(keptBinding, options).auth
const later = Date.now() + 1e9
database.exec(`insert into user values ('anna', 'anna')`)
database.exec(`insert into user_session values ('one', 'anna', ${later}, ${later}, null)`)
/** Another handle of the same database, as `withSession()` gives one to each request. */
const another = () => Object.create(keptBinding) as never
report({
  name: 'createAuth with the first session check, a fresh handle',
  unit: 'microseconds of CPU',
  figures: await inTurns(
    {
      'lucia-setup': () => createAuth(another(), options).auth.validateSession('one'),
      'lucia-setup, kept handle': () => kept.validateSession('one'),
      'by hand, fresh handle': () => byHand(another()).auth.validateSession('one'),
    },
    { ofProcess: true },
  ),
  targets: [{ against: 'by hand, fresh handle', atMost: 2 }],
})

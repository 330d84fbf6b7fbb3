import { d1 } from '@lucia-auth/adapter-sqlite'
import { drizzle } from 'drizzle-orm/d1'
import { lucia } from 'lucia'
import { schemas } from '../test/fixtures/sqlite.ts'

/** The options of this package beside it. */
export const options = { schema: schemas.lucia, env: 'DEV' as const }
export const tableNames = { user: 'user', session: 'user_session', key: 'user_key' }

/** A set-up on D1 as Lucia's guides have it. */
export function byHand(binding: never) {
  const db = drizzle(binding, { schema: options.schema })
  const auth = lucia({ adapter: d1(binding, tableNames), env: 'DEV' })
  return { auth, db }
}

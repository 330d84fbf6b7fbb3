import type { Auth as LuciaAuth } from 'lucia'
import type { AuthAdapter } from '../adapter/adapter.ts'
import type { CommonOptions } from '../options.ts'
import type { GuardedHash } from '../password/guarded-hash.ts'
import type { AuthTables, RowTypes } from '../schema/auth-table.ts'
import type { SessionLimit } from './session-limit.ts'

/** What the repairs work on. */
export interface Parts {
  auth: LuciaAuth
  adapter: AuthAdapter
  tables: AuthTables
  passwordHash: GuardedHash
  options: CommonOptions<RowTypes>
  limit: SessionLimit | undefined
}

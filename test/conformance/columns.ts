import { describe } from 'vitest'
import { type AuthSchema, tableNamesOf } from '../../src/internal/schema/auth-schema.ts'
import { adapterCases } from './adapter.ts'
import type { CreateAuth, Engine } from './engine.ts'
import { hashedSessionCases } from './hashed-sessions.ts'
import { idCases } from './ids.ts'
import { passwordCases } from './passwords.ts'
import { sessionCases } from './sessions.ts'
import { userCases } from './users.ts'

const missing = "a column that there is not is the database's error"
const differences = {
  'updates attributes, and nothing else': missing,
  'updates session attributes, and nothing else': missing,
}

/** What holds with the columns of the tables as attributes, and without their schema. */
export function byColumns(engine: Engine, others: Readonly<Record<string, string>> = {}): void {
  const known = new WeakMap<object, object>()
  const createAuth = (handle: never, options: { schema: AuthSchema }) => {
    const { schema, ...rest } = options
    const given = known.get(options) ?? {
      ...rest,
      tableNames: tableNamesOf(schema),
      attributes: 'columns',
    }
    known.set(options, given)
    return engine.createAuth(handle, given as never)
  }
  const byColumn: Engine = {
    ...engine,
    createAuth: createAuth as unknown as CreateAuth,
    differences: { ...engine.differences, ...differences, ...others },
  }
  describe(`${engine.name}, by columns`, () => {
    describe('as a Lucia adapter', () => adapterCases(byColumn))
    describe('ids', () => idCases(byColumn))
    describe('users and keys', () => userCases(byColumn))
    describe('passwords', () => passwordCases(byColumn))
    describe('sessions', () => sessionCases(byColumn))
    describe('hashed session ids', () => hashedSessionCases(byColumn))
  })
}

/** Where the error of a taken value names an index alone. */
export const byIndex = {
  'names the column of a taken attribute, in a new user and in an update':
    'only a schema tells which columns an index is of',
}

import { AssertionError } from 'node:assert'
import { Database, testAdapter } from '@lucia-auth/adapter-test'
import { type Adapter, type KeySchema, LuciaError } from 'lucia'
import { expect, vi } from 'vitest'
import { type Engine, holds, type TestDatabase, using } from './engine.ts'

export function adapterCases(engine: Engine): void {
  holds(engine, "passes Lucia's own adapter tests", () =>
    using(engine, ['lucia'], async (database) => {
      const { auth, tableNames } = engine.createAuth(database.handle, {
        schema: engine.schemas.lucia,
      })
      const tables = {
        user: table(database, tableNames.user),
        session: table(database, tableNames.session),
        key: table(database, tableNames.key),
      }
      const printed = await runQuietly(auth['adapter'], new Database(tables))
      expect(printed).toContain('Returns null, null if invalid target session id')
      expect(printed).toContain('Adapter passed')
    }),
  )
}

function table(database: TestDatabase, name: string) {
  return {
    get: async () => (await database.rows(name)) as KeySchema[],
    insert: (row: KeySchema) => database.insert(name, { ...row }),
    clear: () => database.remove(name),
  }
}

/** Runs Lucia's suite, which stops at its first failure, and resolves to what it printed. */
async function runQuietly(adapter: Adapter, database: Database): Promise<string> {
  for (;;) {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    try {
      await testAdapter(adapter, database)
      return log.mock.calls.join('\n')
    } catch (error) {
      if (!isMisfit(error)) throw error
    } finally {
      log.mockRestore()
    }
  }
}

/**
 * Whether the suite found two errors with one message to differ: V8 sometimes, in code that has run
 * often, makes the `message` field of Lucia's error class a property that cannot be enumerated.
 */
function isMisfit(error: unknown): boolean {
  return (
    error instanceof AssertionError &&
    error.actual instanceof LuciaError &&
    error.expected instanceof LuciaError &&
    error.actual.message === error.expected.message
  )
}

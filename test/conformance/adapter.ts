import { Database, testAdapter } from '@lucia-auth/adapter-test'
import type { KeySchema } from 'lucia'
import { expect, it, vi } from 'vitest'
import { type Engine, type TestDatabase, using } from './engine.ts'

export function adapterCases(engine: Engine): void {
  it("passes Lucia's own adapter tests", () =>
    using(engine, ['lucia'], async (database) => {
      const { auth, tableNames } = engine.createAuth(database.handle, {
        schema: engine.schemas.lucia,
      })
      const log = vi.spyOn(console, 'log').mockImplementation(() => {})
      const printed = log.mock.calls
      const tables = {
        user: table(database, tableNames.user),
        session: table(database, tableNames.session),
        key: table(database, tableNames.key),
      }
      await testAdapter(auth['adapter'], new Database(tables)).finally(() => log.mockRestore())
      expect(printed.join('\n')).toContain('Returns null, null if invalid target session id')
      expect(printed.join('\n')).toContain('Adapter passed')
    }))
}

function table(database: TestDatabase, name: string) {
  return {
    get: async () => (await database.rows(name)) as KeySchema[],
    insert: (row: KeySchema) => database.insert(name, { ...row }),
    clear: () => database.remove(name),
  }
}

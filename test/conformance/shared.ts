import { afterAll } from 'vitest'
import type { Engine, TestDatabase } from './engine.ts'
import { tableNamesIn } from './table-names.ts'

/**
 * The engine on databases that stay for its next test, with nothing in their tables: to make those
 * takes longer than most tests do.
 */
export function shared(engine: Engine): Engine {
  const kept = new Map<string, TestDatabase>()
  afterAll(async () => {
    for (const database of kept.values()) await database.close()
  })
  return {
    ...engine,
    async open(names, options) {
      const asked = JSON.stringify([names, options])
      const database = kept.get(asked) ?? (await engine.open(names, options))
      kept.delete(asked)
      let isWhole = true
      return {
        ...database,
        async refuseDeletes(table) {
          isWhole = false
          await database.refuseDeletes(table)
        },
        async close() {
          if (!isWhole) return await database.close()
          for (const table of tableNamesIn(engine, names)) await database.remove(table)
          kept.set(asked, database)
        },
      }
    },
  }
}

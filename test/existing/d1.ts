import { d1 } from '@lucia-auth/adapter-sqlite'
import type { Miniflare } from 'miniflare'
import type { TableNames } from '../../src/internal/schema/names.ts'
import { type Row, storageOfExpiry } from './engine.ts'

/** The D1 of a server for the tables of an app, which are dropped when it is closed. */
export async function existingD1(server: Miniflare, tableNames: TableNames) {
  const handle = await server.getD1Database('DB')
  return {
    handle,
    adapter: d1(handle, tableNames),
    storageOfExpiry: storageOfExpiry.sqlite,
    run: (statement: string) => handle.prepare(statement).run(),
    rows: async (statement: string) => (await handle.prepare(statement).all<Row>()).results,
    async close() {
      for (const table of [tableNames.session, tableNames.key, tableNames.user]) {
        await handle.prepare(`DROP TABLE ${table}`).run()
      }
    },
  }
}

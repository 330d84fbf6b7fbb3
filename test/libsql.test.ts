import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { createClient as createHttpClient } from '@libsql/client/http'
import { libsql as adapter } from '@lucia-auth/adapter-sqlite'
import { drizzle } from 'drizzle-orm/libsql'
import { createAuth } from '../src/libsql.ts'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import type { CreateAuth, Engine, Row } from './conformance/engine.ts'
import { officially } from './conformance/official.ts'
import { literalSql, refuseSqliteDeletes, withoutForeignKeys } from './conformance/sql.ts'
import { sqliteTables } from './ddl.ts'
import { schemas } from './fixtures/sqlite.ts'
import { startLibsql } from './servers/libsql.ts'

const sql = literalSql('"')

interface Opened {
  client: Client
  close(): Promise<unknown> | unknown
}

function libsqlEngine(name: string, connect: () => Promise<Opened>): Engine {
  return {
    name,
    schemas,
    createAuth: createAuth as CreateAuth,
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      const { client, close } = await connect()
      for (const schema of names) {
        for (const statement of await sqliteTables(schemas[schema])) {
          await client.execute(foreignKeys ? statement : withoutForeignKeys(statement))
        }
      }
      return {
        handle: client as never,
        rows: async (table) =>
          (await client.execute(sql.select(table))).rows.map((row): Row => ({ ...row })),
        insert: async (table, row) => void (await client.execute(sql.insert(table, row))),
        remove: async (table, id) => void (await client.execute(sql.remove(table, id))),
        refuseDeletes: async (table) => void (await client.execute(refuseSqliteDeletes(table))),
        close: async () => void (await close()),
      }
    },
  }
}

const file = libsqlEngine('a libSQL file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'libsql-'))
  const client = createClient({ url: `file:${join(folder, 'test.db')}` })
  return {
    client,
    close() {
      client.close()
      rmSync(folder, { recursive: true })
    },
  }
})

conformance(file)
clientCases(throughClient(file, 'sqlite', drizzle))
officially(file, adapter, {})
byColumns(file)
conformance(
  libsqlEngine('libSQL over HTTP', async () => {
    const { url, stop } = await startLibsql()
    const client = createHttpClient({ url })
    return {
      client,
      async close() {
        client.close()
        await stop()
      },
    }
  }),
)

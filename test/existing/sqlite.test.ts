import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { createClient as createHttpClient } from '@libsql/client/http'
import * as official from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import { afterAll, describe } from 'vitest'
import * as betterSqlite3 from '../../src/better-sqlite3.ts'
import * as d1 from '../../src/d1.ts'
import * as libsql from '../../src/libsql.ts'
import { isDrizzle1 } from '../drizzle-1/version.ts'
import { startD1 } from '../servers/d1.ts'
import { startLibsql } from '../servers/libsql.ts'
import { sameAsOfficial, type ValuesByType } from './as-columns.ts'
import { existingCases } from './cases.ts'
import { existingD1 } from './d1.ts'
import type { ExistingEngine, Row } from './engine.ts'
import { sqliteFixtures, storageOfExpiry } from './sqlite.ts'

const fixtures = [...sqliteFixtures]

const types: ValuesByType = {
  TEXT: ['x', "O'Hara", null, 1, 'ü🔑'],
  INTEGER: [0, 1, -1, 9_007_199_254_740_991, 10n, true, '7', null],
  REAL: [0.5, 1e300, '1'],
  BLOB: [Buffer.from([0, 255]), 'text'],
  DATETIME: ['2024-03-10 02:30:00', 1_710_000_000_000, new Date(0)],
  JSON: ['{"a":[1]}', { a: 1 }, ['x']],
}

function allCases(engine: ExistingEngine, own: ValuesByType = {}): void {
  existingCases(engine)
  sameAsOfficial(engine, { ...types, ...own })
}

const betterSqlite3Engine: ExistingEngine = {
  name: 'better-sqlite3',
  createAuth: betterSqlite3.createAuth,
  fixtures,
  open(tableNames) {
    const database = new Database(':memory:')
    return {
      handle: database,
      adapter: official.betterSqlite3(database, tableNames),
      storageOfExpiry,
      run: async (statement) => database.exec(statement),
      rows: async (statement) => database.prepare<[], Row>(statement).all(),
      close: async () => database.close(),
    }
  },
}

// Its official adapter spreads an array over the columns after it, and takes an object for names.
allCases(betterSqlite3Engine, { JSON: ['{"a":[1]}'] })

// V1: the official adapter tells no taken key and no missing user; nothing here asks it for them.
for (const [name, connect] of Object.entries({
  'a libSQL file': connectToFile,
  ...(!isDrizzle1 && { 'libSQL over HTTP': connectOverHttp }),
})) {
  allCases({
    name,
    createAuth: libsql.createAuth,
    fixtures,
    async open(tableNames) {
      const { client, close } = await connect()
      return {
        handle: client,
        adapter: official.libsql(client, tableNames),
        storageOfExpiry,
        run: (statement) => client.execute(statement),
        rows: async (statement) =>
          (await client.execute(statement)).rows.map((row): Row => ({ ...row })),
        async close() {
          client.close()
          await close()
        },
      }
    },
  })
}

async function connectToFile() {
  const folder = mkdtempSync(join(tmpdir(), 'libsql-'))
  const client = createClient({ url: `file:${join(folder, 'existing.db')}` })
  return { client, close: async () => rmSync(folder, { recursive: true }) }
}

async function connectOverHttp() {
  const { url, stop } = await startLibsql()
  return { client: createHttpClient({ url }), close: stop }
}

// Drizzle 1.0 reads D1, and libSQL over HTTP, as it reads a libSQL file.
if (!isDrizzle1)
  describe('in workerd', () => {
    const server = startD1()
    afterAll(() => server.dispose())

    allCases({
      name: 'D1',
      createAuth: d1.createAuth,
      fixtures,
      open: (tableNames) => existingD1(server, tableNames),
    })
  })

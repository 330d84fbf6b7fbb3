import * as official from '@lucia-auth/adapter-sqlite'
import { afterAll, describe } from 'vitest'
import { createAuth } from '../../src/d1.ts'
import { betterSqlite3 } from '../drivers/better-sqlite3.ts'
import { libsqlFile, libsqlOverHttp } from '../drivers/libsql.ts'
import { isDrizzle1 } from '../drizzle-1/version.ts'
import { startD1 } from '../servers/d1.ts'
import { sameAsOfficial, type ValuesByType } from './as-columns.ts'
import { existingCases } from './cases.ts'
import { existingD1 } from './d1.ts'
import { type ExistingEngine, existingOn } from './engine.ts'
import { sqliteFixtures as fixtures } from './sqlite.ts'

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

// Its official adapter spreads an array over the columns after it, and takes an object for names.
allCases(existingOn(betterSqlite3, official.betterSqlite3, fixtures), { JSON: ['{"a":[1]}'] })

// V1: the official adapter tells no taken key and no missing user; nothing here asks it for them.
allCases(existingOn(libsqlFile, official.libsql, fixtures))

// Drizzle 1.0 reads D1, and libSQL over HTTP, as it reads a libSQL file.
if (!isDrizzle1) {
  allCases(existingOn(libsqlOverHttp, official.libsql, fixtures))

  describe('in workerd', () => {
    const server = startD1()
    afterAll(() => server.dispose())
    const open: ExistingEngine['open'] = (tableNames) => existingD1(server, tableNames)
    allCases({ name: 'D1', createAuth, fixtures, open })
  })
}

import * as official from '@lucia-auth/adapter-mysql'
import { mysql2Pool } from '../drivers/mysql2.ts'
import { planetscaleConnection } from '../drivers/planetscale.ts'
import { sameAsOfficial, type ValuesByType } from './as-columns.ts'
import { existingCases } from './cases.ts'
import { existingOn } from './engine.ts'
import { mysqlFixtures } from './mysql.ts'

const types: ValuesByType = {
  'VARCHAR(99)': ['x', "O'Hara", null, 1, true],
  INT: [0, -1, '7', null],
  BIGINT: [1, 9_007_199_254_740_991],
  'TINYINT(1)': [true, false, 1],
  'DATETIME(3)': [new Date(Date.UTC(2024, 2, 10, 7, 30)), '2024-03-10 02:30:00.500'],
  TIMESTAMP: [new Date(Date.UTC(2024, 2, 11, 7, 30))],
  DATE: ['2024-03-10'],
  JSON: ['{"a":[1]}', { a: 1 }],
  'DECIMAL(10,2)': ['12.50', 1.5],
  FLOAT: [1.1],
  BLOB: [Buffer.from([0, 255])],
}

for (const engine of [
  // V2: the official adapter tells no taken key on MariaDB; nothing here asks it for one.
  existingOn(mysql2Pool, official.mysql2, mysqlFixtures({ foreignKeys: true })),
  // V7: a plain Drizzle throws on this connection; the official adapter, which has none, does not.
  existingOn(planetscaleConnection, official.planetscale, mysqlFixtures({ foreignKeys: false })),
]) {
  existingCases(engine)
  sameAsOfficial(engine, types)
}

import * as official from '@lucia-auth/adapter-postgresql'
import { pgPool } from '../drivers/pg.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import { sameAsOfficial, type ValuesByType } from './as-columns.ts'
import { existingCases } from './cases.ts'
import { existingOn } from './engine.ts'
import { postgresFixtures } from './postgres.ts'

const types: ValuesByType = {
  TEXT: ['x', "O'Hara", null, 1, true],
  INTEGER: [0, -1, '7', null, 'x'],
  BIGINT: [1, 9_007_199_254_740_991, '9007199254740993'],
  BOOLEAN: [true, false, 1, null],
  TIMESTAMP: [new Date(Date.UTC(2024, 2, 10, 7, 30)), '2024-03-10 02:30:00'],
  TIMESTAMPTZ: [new Date(Date.UTC(2024, 2, 10, 7, 30)), '2024-03-10 02:30:00'],
  DATE: ['2024-03-10', new Date(Date.UTC(2024, 2, 10))],
  JSONB: [{ a: [1, null] }, '"text"'],
  'TEXT[]': [['admin', 'x,"y"'], []],
  NUMERIC: ['12.50', 1.5],
  BYTEA: [Buffer.from([0, 255])],
  UUID: ['0b0f9d5e-6f0c-4f0e-8f0a-0a0b0c0d0e0f', 'x'],
}

for (const engine of [
  // V6: the official adapter takes a Pool and nothing else.
  existingOn(pgPool, official.pg, postgresFixtures),
  // V8: one client for the official adapter and a plain Drizzle loses its dates; here they share one.
  existingOn(postgresJs, official.postgres, postgresFixtures),
]) {
  existingCases(engine)
  sameAsOfficial(engine, types)
}

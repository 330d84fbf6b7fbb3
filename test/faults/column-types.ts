import * as mysql from 'drizzle-orm/mysql-core'
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import type { Dialect } from '../drivers/tables.ts'

/** A column, and a value that it holds. */
type Case = readonly [column: object, value: unknown]
export type Cases = Readonly<Record<string, Case>>

const date = new Date(Date.UTC(2026, 0, 2))
const uuid = '6f1d3a52-5f0c-4a63-9a6e-0d2f6a1b7c11'
const bytes = new Uint8Array([0, 1, 255])

const sqliteCases: Cases = {
  text: [sqlite.text(), 'text'],
  textOfEnum: [sqlite.text({ enum: ['a', 'b'] }), 'a'],
  textOfJson: [sqlite.text({ mode: 'json' }), { set: 'x' }],
  integer: [sqlite.integer(), 1],
  timestamp: [sqlite.integer({ mode: 'timestamp' }), date],
  timestampMs: [sqlite.integer({ mode: 'timestamp_ms' }), date],
  boolean: [sqlite.integer({ mode: 'boolean' }), true],
  real: [sqlite.real(), 0.5],
  numeric: [sqlite.numeric(), '1.5'],
  numericNumber: [sqlite.numeric({ mode: 'number' }), 1.5],
  numericBigint: [sqlite.numeric({ mode: 'bigint' }), 5n],
  blob: [sqlite.blob({ mode: 'buffer' }), bytes],
  blobOfJson: [sqlite.blob({ mode: 'json' }), { set: 'x' }],
  blobOfBigint: [sqlite.blob({ mode: 'bigint' }), 9_007_199_254_740_993n],
  custom: [sqlite.customType<{ data: string }>({ dataType: () => 'text' })(), 'custom'],
}

const pgEnum = pg.pgEnum('mood', ['a', 'b'])
const moods = { A: 'a', B: 'b' } as const
const pgObjectEnum = pg.pgEnum('mood_of_object', moods)

export const postgresEnums = { pgEnum, pgObjectEnum }

// Columns that Drizzle 1.0 alone has.
const ofPostgres = pg as unknown as { bytea?: () => object }
const ofMysql = mysql as unknown as { blob?: (options?: object) => object }
const asString = { mode: 'string' } as unknown as { mode: 'number' }
const large = '9007199254740993'

const postgresCases: Cases = {
  ...(ofPostgres.bytea && {
    bytea: [ofPostgres.bytea(), bytes],
    bigintOfString: [pg.bigint(asString), large],
  }),
  text: [pg.text(), 'text'],
  varchar: [pg.varchar({ length: 10 }), 'text'],
  char: [pg.char({ length: 4 }), 'text'],
  uuid: [pg.uuid(), uuid],
  enum: [pgEnum(), 'a'],
  enumOfObject: [pgObjectEnum(), 'a'],
  inet: [pg.inet(), '127.0.0.1'],
  cidr: [pg.cidr(), '10.0.0.0/8'],
  macaddr: [pg.macaddr(), '08:00:2b:01:02:03'],
  macaddr8: [pg.macaddr8(), '08:00:2b:01:02:03:04:05'],
  interval: [pg.interval(), '01:00:00'],
  time: [pg.time(), '12:00:00'],
  integer: [pg.integer(), 1],
  smallint: [pg.smallint(), 1],
  serial: [pg.serial(), 7],
  smallserial: [pg.smallserial(), 7],
  bigserial: [pg.bigserial({ mode: 'number' }), 7],
  bigserialOfBigint: [pg.bigserial({ mode: 'bigint' }), 7n],
  bigint: [pg.bigint({ mode: 'number' }), 1],
  bigintOfBigint: [pg.bigint({ mode: 'bigint' }), 9_007_199_254_740_993n],
  real: [pg.real(), 0.5],
  double: [pg.doublePrecision(), 0.5],
  numeric: [pg.numeric(), '1.5'],
  numericNumber: [pg.numeric({ mode: 'number' }), 1.5],
  numericBigint: [pg.numeric({ mode: 'bigint' }), 5n],
  boolean: [pg.boolean(), true],
  date: [pg.date({ mode: 'date' }), date],
  dateOfString: [pg.date(), '2026-01-02'],
  timestamp: [pg.timestamp(), date],
  timestampOfString: [pg.timestamp({ mode: 'string' }), '2026-01-02 00:00:00'],
  json: [pg.json(), { set: 'x' }],
  jsonb: [pg.jsonb(), { set: 'x' }],
  array: [pg.text().array(), ['a', 'b']],
  point: [pg.point(), [1, 2]],
  pointOfObject: [pg.point({ mode: 'xy' }), { x: 1, y: 2 }],
  line: [pg.line(), [1, 2, 3]],
  lineOfObject: [pg.line({ mode: 'abc' }), { a: 1, b: 2, c: 3 }],
  custom: [pg.customType<{ data: string }>({ dataType: () => 'text' })(), 'custom'],
}

const mysqlCases: Cases = {
  ...(ofMysql.blob && {
    blob: [ofMysql.blob(), bytes],
    blobOfString: [ofMysql.blob({ mode: 'string' }), 'text'],
    bigintOfString: [mysql.bigint(asString), large],
  }),
  text: [mysql.text(), 'text'],
  varchar: [mysql.varchar({ length: 10 }), 'text'],
  char: [mysql.char({ length: 4 }), 'text'],
  binary: [mysql.binary({ length: 4 }), 'text'],
  varbinary: [mysql.varbinary({ length: 10 }), 'text'],
  enum: [mysql.mysqlEnum(['a', 'b']), 'a'],
  enumOfObject: [mysql.mysqlEnum(moods), 'a'],
  int: [mysql.int(), 1],
  tinyint: [mysql.tinyint(), 1],
  smallint: [mysql.smallint(), 1],
  mediumint: [mysql.mediumint(), 1],
  bigint: [mysql.bigint({ mode: 'number' }), 1],
  bigintOfBigint: [mysql.bigint({ mode: 'bigint' }), 9_007_199_254_740_993n],
  float: [mysql.float(), 0.5],
  double: [mysql.double(), 0.5],
  real: [mysql.real(), 0.5],
  decimal: [mysql.decimal({ precision: 10, scale: 2 }), '1.50'],
  decimalNumber: [mysql.decimal({ mode: 'number', precision: 10, scale: 2 }), 1.5],
  decimalBigint: [mysql.decimal({ mode: 'bigint' }), 5n],
  boolean: [mysql.boolean(), true],
  date: [mysql.date(), date],
  dateOfString: [mysql.date({ mode: 'string' }), '2026-01-02'],
  datetime: [mysql.datetime(), date],
  datetimeOfString: [mysql.datetime({ mode: 'string' }), '2026-01-02 00:00:00'],
  timestamp: [mysql.timestamp(), date],
  timestampOfString: [mysql.timestamp({ mode: 'string' }), '2026-01-02 00:00:00'],
  time: [mysql.time(), '12:00:00'],
  year: [mysql.year(), 2026],
  json: [mysql.json(), { set: 'x' }],
  custom: [mysql.customType<{ data: string }>({ dataType: () => 'text' })(), 'custom'],
}

const extensionCases: Cases = {
  geometry: [pg.geometry(), [1, 2]],
  geometryOfObject: [pg.geometry({ mode: 'xy' }), { x: 1, y: 2 }],
  vector: [pg.vector({ dimensions: 2 }), [1, 2]],
  halfvec: [pg.halfvec({ dimensions: 2 }), [1, 2]],
  sparsevec: [pg.sparsevec({ dimensions: 2 }), '{1:1}/2'],
  bit: [pg.bit({ dimensions: 2 }), '01'],
}

/** Types that the tests' databases lack: columns refuse what they do not hold, table or not. */
export const casesWithoutTable: Readonly<Record<Dialect, Cases>> = {
  sqlite: {},
  postgres: extensionCases,
  mysql: { serial: [mysql.serial(), 7] },
}

/** Every other type of column of a dialect. */
export const columnCases: Readonly<Record<Dialect, Cases>> = {
  sqlite: sqliteCases,
  postgres: postgresCases,
  mysql: mysqlCases,
}

/** Drizzle's module of a dialect, to see that no type is missing. */
export const columnModules: Readonly<Record<Dialect, object>> = {
  sqlite,
  postgres: pg,
  mysql,
}

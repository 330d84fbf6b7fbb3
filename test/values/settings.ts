import { createClient } from '@libsql/client'
import { createClient as createHttpClient } from '@libsql/client/http'
import { type Config, cast, Client as PlanetscaleClient } from '@planetscale/database'
import Database from 'better-sqlite3'
import mysql, { type PoolOptions } from 'mysql2/promise'
import pg from 'pg'
import postgres from 'postgres'
import { createAuth as betterSqlite3 } from '../../src/better-sqlite3.ts'
import { createAuth as libsql } from '../../src/libsql.ts'
import { createAuth as mysql2 } from '../../src/mysql2.ts'
import { createAuth as createPgAuth } from '../../src/pg.ts'
import { createAuth as createPgliteAuth } from '../../src/pglite.ts'
import { createAuth as createPlanetscaleAuth } from '../../src/planetscale.ts'
import { createAuth as createPostgresJsAuth } from '../../src/postgres-js.ts'
import { postgresTables, sqliteTables } from '../ddl.ts'
import { mysqlDatabase, postgresDatabase } from '../drivers/database.ts'
import { emptyPglite } from '../drivers/empty-pglite.ts'
import { isDrizzle1 } from '../drizzle-1/version.ts'
import { schemas as mysqlSchemas, schemasWithoutForeignKeys } from '../fixtures/mysql.ts'
import { schemas as postgresSchemas } from '../fixtures/postgres.ts'
import { schemas as sqliteSchemas } from '../fixtures/sqlite.ts'
import { startLibsql } from '../servers/libsql.ts'
import { startPlanetscale } from '../servers/planetscale.ts'

/** A handle whose driver was told to read or write in another way than by default. */
export interface Setting {
  driver: string
  setting: string
  createAuth: unknown
  schema: object
  open(): Promise<{ handle: unknown; close(): Promise<unknown> }>
  /** What is read in another way, since the app has asked for that. */
  shown?: object
  /** What the error at set-up says, where there is no other way. */
  refusal?: RegExp
}

const sqlite = (name: string, setting: string, createAuth: unknown, open: Setting['open']) => ({
  driver: name,
  setting,
  createAuth,
  schema: sqliteSchemas.modes,
  open,
})

const betterSqlite3Settings = [
  sqlite('better-sqlite3', 'defaultSafeIntegers()', betterSqlite3, async () => {
    const handle = new Database(':memory:').defaultSafeIntegers()
    for (const statement of await sqliteTables(sqliteSchemas.modes)) handle.exec(statement)
    return { handle, close: async () => handle.close() }
  }),
]

const libsqlSettings = (['number', 'bigint', 'string'] as const).flatMap((intMode) => [
  sqlite('libSQL, a file', `intMode: '${intMode}'`, libsql, async () => {
    const handle = createClient({ url: ':memory:', intMode })
    for (const statement of await sqliteTables(sqliteSchemas.modes)) await handle.execute(statement)
    return { handle, close: async () => handle.close() }
  }),
  sqlite('libSQL over HTTP', `intMode: '${intMode}'`, libsql, async () => {
    const { url, stop } = await startLibsql()
    const handle = createHttpClient({ url, intMode })
    for (const statement of await sqliteTables(sqliteSchemas.modes)) await handle.execute(statement)
    return { handle, close: async () => stop() }
  }),
])

function ofPg(
  setting: string,
  change: () => pg.PoolConfig,
  undo = () => {},
  shown?: object,
): Setting {
  return {
    ...(shown && isDrizzle1 && { shown }),
    driver: 'pg',
    setting,
    createAuth: createPgAuth,
    schema: postgresSchemas.modes,
    async open() {
      const { url, drop } = await postgresDatabase(postgresSchemas.modes)
      const handle = new pg.Pool({ connectionString: url, max: 2, ...change() })
      const close = () => handle.end().then(drop).finally(undo)
      return { handle, close }
    },
  }
}

/** Another parser of a type, for all of pg. */
function globalParser(type: number, parse: (text: string) => unknown, shown?: object): Setting {
  const before: unknown = pg.types.getTypeParser(type)
  return ofPg(
    `types.setTypeParser(${type}, ${parse.name})`,
    () => {
      pg.types.setTypeParser(type, parse)
      return {}
    },
    () => pg.types.setTypeParser(type, before as (text: string) => unknown),
    shown,
  )
}

const toDate = (text: string) => new Date(text)
const asIs = (text: string) => text
const { INT8, INT4, BOOL, FLOAT8, NUMERIC, TIMESTAMP, TIMESTAMPTZ, JSONB } = pg.types.builtins

const pgSettings = [
  globalParser(INT8, BigInt),
  globalParser(INT8, Number),
  globalParser(INT4, BigInt),
  globalParser(INT4, asIs),
  // From Drizzle 1.0 on these columns give what the app's parser gives.
  globalParser(FLOAT8, asIs, { score: '0.25' }),
  globalParser(NUMERIC, Number),
  globalParser(TIMESTAMP, toDate),
  globalParser(TIMESTAMPTZ, toDate),
  globalParser(JSONB, asIs, { settings: '{"theme": "light"}' }),
  globalParser(BOOL, (text) => text === 't'),
  ofPg('types of its own', () => ({
    types: { getTypeParser: (() => asIs) as unknown as typeof pg.types.getTypeParser },
  })),
]

type PostgresOptions = Parameters<typeof postgres>[1]

function ofPostgresJs(
  setting: string,
  options: PostgresOptions,
  more: Pick<Setting, 'shown' | 'refusal'> = {},
): Setting {
  return {
    ...more,
    driver: 'postgres.js',
    setting,
    createAuth: createPostgresJsAuth,
    schema: postgresSchemas.modes,
    async open() {
      const { url, drop } = await postgresDatabase(postgresSchemas.modes)
      const handle = postgres(url, { max: 2, ...options })
      return { handle, close: () => handle.end().then(drop) }
    },
  }
}

const numbers = { to: 20, from: [20], parse: Number, serialize: String }
const texts = { to: 1184, from: [1082, 1114, 1184], parse: asIs, serialize: asIs }
const shout = (value: unknown) => (value === 'writer' ? 'WRITER' : value)
const refusal = /must be given a handle without transform\.row\b.*\. Make another one/

const postgresJsSettings = [
  ofPostgresJs('transform: postgres.camel', { transform: postgres.camel }),
  ofPostgresJs(
    'transform: postgres.pascal',
    { transform: postgres.pascal },
    { shown: { settings: { Theme: 'light' } } },
  ),
  ofPostgresJs('transform: postgres.kebab', { transform: postgres.kebab }),
  ofPostgresJs('transform: postgres.toCamel', { transform: postgres.toCamel }),
  ofPostgresJs('transform.undefined', { transform: { undefined: null } }),
  ofPostgresJs('transform.column', { transform: { column: (name) => name.toUpperCase() } }),
  ofPostgresJs(
    'transform.value',
    { transform: { value: { from: shout } } },
    { shown: { role: 'WRITER' } },
  ),
  ofPostgresJs('transform.row', { transform: { row: (row) => row } }, { refusal }),
  ofPostgresJs('transform.row.from', { transform: { row: { from: (row) => row } } }, { refusal }),
  ofPostgresJs('types: postgres.BigInt', { types: { bigint: postgres.BigInt } }),
  ofPostgresJs('types: numbers', { types: { bigint: numbers } }),
  ofPostgresJs('types: dates as texts', { types: { date: texts } }),
  ofPostgresJs('fetch_types: false', { fetch_types: false }),
  ofPostgresJs('prepare: false', { prepare: false }),
]

function ofPglite(setting: string, options: object): Setting {
  return {
    driver: 'PGlite',
    setting,
    createAuth: createPgliteAuth,
    schema: postgresSchemas.modes,
    async open() {
      const handle = await emptyPglite(options)
      for (const statement of await postgresTables(postgresSchemas.modes)) {
        await handle.exec(statement)
      }
      return { handle, close: () => handle.close() }
    },
  }
}

const pgliteSettings = [
  ofPglite('parsers: BigInt', { parsers: { [INT8]: BigInt } }),
  ofPglite('parsers: texts', { parsers: { [INT8]: asIs, [INT4]: asIs, [TIMESTAMPTZ]: asIs } }),
  ofPglite('parsers: dates', { parsers: { [TIMESTAMP]: toDate, [TIMESTAMPTZ]: toDate } }),
]

function ofMysql2(setting: string, options: PoolOptions, refusal?: RegExp): Setting {
  return {
    ...(refusal && { refusal }),
    driver: 'mysql2',
    setting,
    createAuth: mysql2,
    schema: mysqlSchemas.modes,
    async open() {
      const { url, drop } = await mysqlDatabase(mysqlSchemas.modes)
      const handle = mysql.createPool({ uri: url, connectionLimit: 2, ...options })
      return { handle, close: () => handle.end().then(drop) }
    },
  }
}

const typeCast: PoolOptions['typeCast'] = (field, next) =>
  field.type === 'LONGLONG' ? BigInt(field.string() ?? 0) : next()

const nested = /must be given a handle without nestTables\. .* Make another one/

const mysql2Settings = [
  ofMysql2('nestTables', { nestTables: true }, nested),
  ofMysql2("nestTables: '_'", { nestTables: '_' }, nested),
  ofMysql2('rowsAsArray', { rowsAsArray: true }),
  ofMysql2('typeCast: false', { typeCast: false }),
  ofMysql2('typeCast', { typeCast }),
  ofMysql2('dateStrings', { dateStrings: true }),
  ofMysql2('supportBigNumbers', { supportBigNumbers: true }),
  ofMysql2('bigNumberStrings', { supportBigNumbers: true, bigNumberStrings: true }),
  ofMysql2('decimalNumbers', { decimalNumbers: true }),
  ofMysql2('namedPlaceholders', { namedPlaceholders: true }),
  ofMysql2('timezone', { timezone: '+05:30' }),
  ofMysql2('jsonStrings', { jsonStrings: true }),
  ofMysql2('stringifyObjects', { stringifyObjects: true }),
  ofMysql2('multipleStatements', { multipleStatements: true }),
]

function ofPlanetscale(setting: string, config: Config): Setting {
  return {
    driver: 'PlanetScale',
    setting,
    createAuth: createPlanetscaleAuth,
    schema: schemasWithoutForeignKeys.modes,
    async open() {
      const { url: mysqlUrl, drop } = await mysqlDatabase(schemasWithoutForeignKeys.modes)
      const { url, stop } = await startPlanetscale(mysqlUrl)
      const handle = new PlanetscaleClient({ url, ...config })
      return { handle, close: () => stop().then(drop) }
    },
  }
}

type Cast = NonNullable<Config['cast']>
const casting =
  (types: string[], change: (text: string) => unknown): Cast =>
  (field, value) =>
    value !== null && types.includes(field.type) ? change(value) : cast(field, value)

const planetscaleSettings = [
  ofPlanetscale('cast: BigInt', { cast: casting(['INT64', 'UINT64', 'INT32'], BigInt) }),
  ofPlanetscale('cast: numbers', { cast: casting(['INT64', 'UINT64', 'DECIMAL'], Number) }),
  ofPlanetscale('cast: dates', { cast: casting(['DATETIME', 'TIMESTAMP'], toDate) }),
  ofPlanetscale('cast: booleans', { cast: casting(['INT8'], (text) => text === '1') }),
  ofPlanetscale('cast: texts', { cast: (_, value) => value }),
]

export const settings: Setting[] = [
  ...betterSqlite3Settings,
  ...libsqlSettings,
  ...pgSettings,
  ...postgresJsSettings,
  // PGlite takes seconds to start, and Drizzle 1.0 reads it as it reads pg.
  ...(isDrizzle1 ? [] : pgliteSettings),
  ...mysql2Settings,
  ...planetscaleSettings,
]

import { createClient } from '@libsql/client'
import { createClient as createHttpClient } from '@libsql/client/http'
import { type Config, cast, Client as PlanetscaleClient } from '@planetscale/database'
import type Database from 'better-sqlite3'
import mysql, { type PoolOptions } from 'mysql2/promise'
import pg from 'pg'
import postgres from 'postgres'
import { betterSqlite3 } from '../drivers/better-sqlite3.ts'
import { emptyPglite } from '../drivers/empty-pglite.ts'
import { connectLibsql, libsqlFile, libsqlOverHttp } from '../drivers/libsql.ts'
import { mysql2Pool } from '../drivers/mysql2.ts'
import { pgPool } from '../drivers/pg.ts'
import { pglite } from '../drivers/pglite.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import { tablesOf } from '../drivers/tables.ts'
import { isDrizzle1 } from '../drizzle-1/version.ts'
import { startPlanetscale } from '../servers/planetscale.ts'
import { type Expected, onServer, type Setting, settingOf } from './setting.ts'

const safeIntegers = settingOf(betterSqlite3, 'defaultSafeIntegers()', async (schema) => {
  const { handle, close } = await betterSqlite3.open(schema)
  return { handle: (handle as Database.Database).defaultSafeIntegers(), close }
})

const libsqlSettings = (['number', 'bigint', 'string'] as const).flatMap((intMode) => [
  settingOf(libsqlFile, `intMode: '${intMode}'`, async (schema) => {
    const handle = createClient({ url: ':memory:', intMode })
    for (const statement of await tablesOf('sqlite', schema)) await handle.execute(statement)
    return { handle, close: async () => handle.close() }
  }),
  settingOf(libsqlOverHttp, `intMode: '${intMode}'`, async (schema) => {
    const { url, close } = await connectLibsql(schema)
    return { handle: createHttpClient({ url, intMode }), close }
  }),
])

const ofPg = (
  setting: string,
  change: () => pg.PoolConfig,
  undo = () => {},
  shown?: object,
): Setting =>
  onServer(pgPool, setting, shown && isDrizzle1 ? { shown } : {}, async (connectionString) => {
    const pool = new pg.Pool({ connectionString, max: 2, ...change() })
    return { handle: pool, end: () => pool.end().finally(undo) }
  })

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

const ofPostgresJs = (setting: string, options: PostgresOptions, expected: Expected = {}) =>
  onServer(postgresJs, setting, expected, async (url) => {
    const client = postgres(url, { max: 2, ...options })
    return { handle: client, end: () => client.end() }
  })

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

const ofPglite = (setting: string, options: object) =>
  settingOf(pglite, setting, async (schema) => {
    const handle = await emptyPglite(options)
    for (const statement of await tablesOf('postgres', schema)) await handle.exec(statement)
    return { handle, close: () => handle.close() }
  })

const pgliteSettings = [
  ofPglite('parsers: BigInt', { parsers: { [INT8]: BigInt } }),
  ofPglite('parsers: texts', { parsers: { [INT8]: asIs, [INT4]: asIs, [TIMESTAMPTZ]: asIs } }),
  ofPglite('parsers: dates', { parsers: { [TIMESTAMP]: toDate, [TIMESTAMPTZ]: toDate } }),
]

const ofMysql2 = (setting: string, options: PoolOptions, expected: Expected = {}) =>
  onServer(mysql2Pool, setting, expected, async (uri) => {
    const pool = mysql.createPool({ uri, connectionLimit: 2, ...options })
    return { handle: pool, end: () => pool.end() }
  })

const typeCast: PoolOptions['typeCast'] = (field, next) =>
  field.type === 'LONGLONG' ? BigInt(field.string() ?? 0) : next()

const nested = { refusal: /must be given a handle without nestTables\. .* Make another one/ }

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

const ofPlanetscale = (setting: string, config: Config) =>
  onServer(planetscale, setting, {}, async (mysqlUrl) => {
    const { url, stop } = await startPlanetscale(mysqlUrl)
    return { handle: new PlanetscaleClient({ url, ...config }), end: stop }
  })

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
  safeIntegers,
  ...libsqlSettings,
  ...pgSettings,
  ...postgresJsSettings,
  // PGlite takes seconds to start, and Drizzle 1.0 reads it as it reads pg.
  ...(isDrizzle1 ? [] : pgliteSettings),
  ...mysql2Settings,
  ...planetscaleSettings,
]

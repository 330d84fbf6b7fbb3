import type { DialectName } from '../../drivers/dialect.ts'
import type { OwnValues } from '../../drivers/driver.ts'

/** A column of the app's own Drizzle tables, as its code makes it. */
export interface DrizzleColumn {
  /** Drizzle's name of the function; undefined where it is none of Drizzle's. */
  builder: string | undefined
  options: Readonly<Record<string, unknown>>
  isArray: boolean
}

type ChangeOf = (column: DrizzleColumn, values: OwnValues) => string | undefined

const zone =
  'is read and written as a time of UTC, where the driver takes the time zone of the process'
const asBoolean = 'is true or false in place of 1 or 0'
const asNumber = 'is a number in place of a text'
const asBigint = 'is a BigInt'
const asText = 'is a text in place of a Date'
const asDate = 'is a Date in place of a text'
const jsonText = 'is read and written as a value, where JSON text may have been'

/** What is the same as from the driver, in every mode that these have. */
const same: Readonly<Record<DialectName, RegExp>> = {
  sqlite: /^real$/,
  postgres:
    /^(text|varchar|char|uuid|pgEnum|(small)?(serial|int)|integer|smallint|smallserial|serial|real|doublePrecision|boolean|inet|cidr|macaddr8?|time)$/,
  mysql:
    /^((tiny|medium|long)?text|varchar|char|mysqlEnum|(tiny|small|medium)?int|float|double|real|time|year|serial)$/,
}

const changes: Readonly<Record<DialectName, Readonly<Record<string, ChangeOf>>>> = {
  sqlite: {
    integer: ({ options: { mode } }) => {
      if (mode === 'boolean') return asBoolean
      return /^timestamp/.test(String(mode)) ? 'is a Date in place of a number' : undefined
    },
    text: ({ options: { mode } }) =>
      mode === 'json' ? 'is a value in place of JSON text' : undefined,
    numeric: ({ options: { mode } }) => {
      if (mode === 'number') return undefined
      return mode === 'bigint' ? asBigint : 'is a text in place of a number'
    },
    blob: ({ options: { mode = 'buffer' } }, { bytes }) => {
      if (mode !== 'buffer') return `is what blob() with the mode ${mode} makes of the bytes`
      return bytes ? `is a Buffer in place of ${bytes}` : undefined
    },
  },
  postgres: {
    bigint: bigintChange,
    bigserial: bigintChange,
    numeric: decimalChange,
    decimal: decimalChange,
    timestamp: ({ options: { mode, withTimezone } }, { times }) => {
      if (mode === 'string') return asText
      return times && !withTimezone ? zone : undefined
    },
    date: ({ options: { mode } }, { dates }) => {
      if (mode !== 'date') return asText
      return dates ? zone : undefined
    },
    json: () => jsonText,
    jsonb: () => jsonText,
    interval: () => 'is a text in place of an object',
  },
  mysql: {
    boolean: () => asBoolean,
    bigint: bigintChange,
    decimal: decimalChange,
    datetime: (column, { times }) => timeChange(column, times),
    timestamp: (column, { times }) => timeChange(column, times),
    date: (column, { dates }) => timeChange(column, dates),
    json: () => jsonText,
    binary: () => 'is a text in place of bytes',
    varbinary: () => 'is a text in place of bytes',
  },
}

function bigintChange({ options: { mode } }: DrizzleColumn, { int8 }: OwnValues) {
  if (mode === 'bigint') return asBigint
  if (mode === 'string') return int8 ? undefined : 'is a text in place of a number'
  return int8 ? asNumber : undefined
}

function decimalChange({ options: { mode } }: DrizzleColumn): string | undefined {
  if (mode === 'number') return asNumber
  return mode === 'bigint' ? asBigint : undefined
}

function timeChange({ options: { mode } }: DrizzleColumn, given: 'local' | 'text' | undefined) {
  if (mode === 'string') return given === 'text' ? undefined : asText
  return given === 'text' ? asDate : zone
}

/** The types of PostgreSQL that are read in an array as they are by themselves. */
const inArrays = /^(text|varchar|uuid|integer|smallint|boolean)$/

/**
 * How the values of a column are others than those that the driver itself gives, as the end of a
 * sentence; undefined where they are the same.
 */
export function valueChange(
  dialect: DialectName,
  column: DrizzleColumn,
  values: OwnValues,
): string | undefined {
  const { builder, isArray } = column
  if (builder === undefined) return "is what the column's own code makes of it"
  if (isArray && !inArrays.test(builder)) return 'is what Drizzle makes of the array'
  const change = changes[dialect][builder]
  if (change) return change(column, values)
  return same[dialect].test(builder) ? undefined : `is what ${builder}() makes of it`
}

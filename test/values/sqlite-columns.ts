import { blob, customType, integer, numeric, real, text } from 'drizzle-orm/sqlite-core'
import { type ColumnCase, dates, jsonValues, texts } from './values.ts'

const raw = (type: string) => customType<{ data: unknown }>({ dataType: () => type })
const numbers = [0, 1, -1, 0.5, -1e-7, 123456.78, 1e300, Number.MAX_VALUE, Number.MIN_VALUE]
const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
const integers = [0, 1, -1, 2_147_483_648, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]

/** Every column of Drizzle's for SQLite, in its modes. */
export const sqliteColumns: Record<string, ColumnCase> = {
  'blob buffer': {
    column: () => blob({ mode: 'buffer' }),
    values: [Buffer.alloc(0), Buffer.from([0, 1, 92, 127, 128, 255])],
  },
  'blob bigint': {
    column: () => blob({ mode: 'bigint' }),
    values: [0n, -1n, 2n ** 64n, -(10n ** 40n)],
  },
  'blob json': { column: () => blob({ mode: 'json' }), values: jsonValues },
  'customType any': {
    column: () => raw('any')(),
    values: ['text', 1, 0.5, Buffer.from([0, 255]), '1'],
  },
  'customType datetime': { column: () => raw('datetime')(), values: ['2024-02-29 12:34:56', 0] },
  'customType boolean': { column: () => raw('boolean')(), values: [1, 0] },
  'integer number': { column: () => integer({ mode: 'number' }), values: [...integers, 0.5] },
  'integer boolean': { column: () => integer({ mode: 'boolean' }), values: [true, false] },
  'integer timestamp': { column: () => integer({ mode: 'timestamp' }), values: dates },
  'integer timestamp_ms': { column: () => integer({ mode: 'timestamp_ms' }), values: dates },
  'numeric string': {
    column: () => numeric(),
    values: ['0', '12.50', '-0.001', '9007199254740993', 'text', '1e3'],
  },
  'numeric number': { column: () => numeric({ mode: 'number' }), values: [...numbers, ...odd] },
  'numeric bigint': {
    column: () => numeric({ mode: 'bigint' }),
    values: [0n, -1n, BigInt(Number.MAX_SAFE_INTEGER)],
  },
  'real ': { column: () => real(), values: [...numbers, ...odd, -0] },
  'text ': { column: () => text(), values: texts },
  'text enum': { column: () => text({ enum: ['reader', 'writer'] }), values: ['reader'] },
  'text json': { column: () => text({ mode: 'json' }), values: jsonValues },
}

import { type ColumnKind, type KindOf, kindBy, type TypeRule } from './column-code.ts'

/** https://sqlite.org/datatype3.html#determination_of_column_affinity, with the names in use first. */
const rules: readonly TypeRule[] = [
  [/int|^bool/i, 'integer()'],
  [/char|clob|text/i, 'text()'],
  [/real|floa|doub/i, 'real()'],
  [/blob/i, ({ bytes }) => blob(bytes)],
  [/^(numeric|decimal)\b/i, "numeric({ mode: 'number' })"],
  // SQLite turns what looks like a number into one, and keeps all else.
  [/./, { data: 'string | number' }],
]

function blob(bytes: string | undefined): ColumnKind {
  if (bytes !== 'ArrayBuffer') return bytes ? { data: bytes } : "blob({ mode: 'buffer' })"
  // Drizzle's module of libSQL makes a Buffer of it.
  const fromDriver = '(bytes) => new Uint8Array(bytes).buffer'
  return { data: bytes, driverData: 'Uint8Array', fromDriver }
}

/** Columns of SQLite, D1 and libSQL. One without a type takes anything, and has no kind. */
export const sqliteKindOf: KindOf = ({ declared }, values) => kindBy(rules, declared, values)

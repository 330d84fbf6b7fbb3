import {
  asGiven,
  type ColumnKind,
  type KindOf,
  kindBy,
  plainly,
  type TypeRule,
} from './column-code.ts'

/** https://sqlite.org/datatype3.html#determination_of_column_affinity, with the names in use first. */
const rules: readonly TypeRule[] = [
  [/int|^bool/i, plainly('integer')],
  [/char|clob|text/i, plainly('text')],
  [/real|floa|doub/i, plainly('real')],
  [/blob/i, (_, { bytes }) => blob(bytes)],
  [/^(numeric|decimal)\b/i, () => ({ builder: 'numeric', options: { mode: 'number' } })],
  // SQLite turns what looks like a number into one, and keeps all else.
  [/./, asGiven('string | number')],
]

function blob(bytes: string | undefined): ColumnKind {
  if (bytes !== 'ArrayBuffer') {
    return bytes ? { data: bytes } : { builder: 'blob', options: { mode: 'buffer' } }
  }
  // Drizzle's module of libSQL makes a Buffer of it.
  const fromDriver = '(bytes) => new Uint8Array(bytes).buffer'
  return { data: bytes, driverData: 'Uint8Array', fromDriver }
}

/** Columns of SQLite, D1 and libSQL. One without a type takes anything, and has no kind. */
export const sqliteKindOf: KindOf = ({ declared }, values) => kindBy(rules, declared, values)

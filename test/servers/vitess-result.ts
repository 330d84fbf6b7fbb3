import type { FieldPacket, ResultSetHeader } from 'mysql2/promise'

/** A column as PlanetScale describes it. `type` is absent for NULL, the zero of its protobuf. */
export interface VitessField {
  name: string
  type?: string
  table: string
  orgTable: string
  database: string
  orgName: string
  columnLength: number
  charset: number
  flags: number
}

/** A result as PlanetScale sends it: 64-bit numbers are strings, and what is zero is left out. */
export interface VitessResult {
  rowsAffected?: string
  insertId?: string
  fields?: VitessField[]
  rows?: { lengths: string[]; values?: string }[]
}

/** The result of a statement without rows. */
export function writeResult(header: ResultSetHeader): VitessResult {
  return {
    ...(header.affectedRows > 0 && { rowsAffected: String(header.affectedRows) }),
    ...(header.insertId > 0 && { insertId: String(header.insertId) }),
  }
}

/**
 * The result of a query. A row is the bytes of all its values in one base64 text, and the length
 * of each; -1 is NULL.
 */
export function readResult(rows: (Buffer | null)[][], fields: VitessField[]): VitessResult {
  return {
    fields,
    ...(rows.length > 0 && {
      rows: rows.map((row) => {
        const values = Buffer.concat(row.filter((value) => value !== null)).toString('base64')
        const lengths = row.map((value) => String(value?.length ?? -1))
        return { lengths, ...(values !== '' && { values }) }
      }),
    }),
  }
}

/** A column of MySQL's own protocol, described as Vitess does. */
export function vitessField(field: FieldPacket): VitessField {
  const type = vitessType(field)
  return {
    name: field.name,
    ...(type !== 'NULL' && { type }),
    table: field.table,
    orgTable: field.orgTable,
    database: field.schema ?? '',
    orgName: field.orgName,
    columnLength: field.columnLength ?? 0,
    charset: field.characterSet ?? 0,
    flags: flagBits(field),
  }
}

const unsigned = 32
const binary = 128
const enumeration = 256
const set = 2048

/** MySQL's column type numbers, as go/sqltypes of Vitess names them. */
const types: Record<number, string> = {
  0: 'DECIMAL',
  1: 'INT8',
  2: 'INT16',
  3: 'INT32',
  4: 'FLOAT32',
  5: 'FLOAT64',
  6: 'NULL',
  7: 'TIMESTAMP',
  8: 'INT64',
  9: 'INT24',
  10: 'DATE',
  11: 'TIME',
  12: 'DATETIME',
  13: 'YEAR',
  15: 'VARCHAR',
  16: 'BIT',
  245: 'JSON',
  246: 'DECIMAL',
  247: 'ENUM',
  248: 'SET',
  249: 'TEXT',
  250: 'TEXT',
  251: 'TEXT',
  252: 'TEXT',
  253: 'VARCHAR',
  254: 'CHAR',
  255: 'GEOMETRY',
}

const binaryTypes: Record<string, string> = { TEXT: 'BLOB', VARCHAR: 'VARBINARY', CHAR: 'BINARY' }

/**
 * Text with a `_bin` collation is VARBINARY or BLOB here, as with Vitess: clients tell text from
 * bytes by the character set, which is 63 for bytes.
 */
function vitessType(field: FieldPacket): string {
  // MariaDB's JSON is a text with a check; on the service it is MySQL's type.
  if (field.extendedFormat === 'json') return 'JSON'
  const type = types[field.columnType ?? field.type ?? 6] ?? 'NULL'
  const flags = flagBits(field)
  if (/^INT\d+$/.test(type)) return flags & unsigned ? `U${type}` : type
  if (flags & enumeration) return 'ENUM'
  if (flags & set) return 'SET'
  return flags & binary ? (binaryTypes[type] ?? type) : type
}

function flagBits(field: FieldPacket): number {
  return typeof field.flags === 'number' ? field.flags : 0
}

import type { Violation } from '../adapter/violation.ts'
import { identifiers } from '../schema/taken-columns.ts'

/** What drivers report of a PostgreSQL error; they name the fields differently. */
interface PostgresError extends Error {
  code?: string
  errno?: unknown
  table?: string
  table_name?: string
  constraint?: string
  constraint_name?: string
  detail?: string
}

/**
 * Reads PostgreSQL's error fields, which no language setting of the server translates.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function postgresViolation(error: PostgresError): Violation | undefined {
  const code = sqlState(error) ?? ''
  if (code === '40001' || code === '40P01') return { kind: 'undone' }
  // 22P02: text that is no value of the column's type, such as a uuid.
  if (['22021', '22P02', '22P05'].includes(code)) return { kind: 'text' }
  if (code === '23503') return { kind: 'reference' }
  if (code !== '23505') return undefined
  // (tenant, "group by", lower(email))=(1, x, y): columns and expressions.
  const listed = /\((.+?)\)=\(/.exec(error.detail ?? '')?.[1]
  return {
    kind: 'unique',
    table: error.table ?? error.table_name,
    index: error.constraint ?? error.constraint_name,
    columns: listed
      ?.split(', ')
      .flatMap((part) => (/[()]/.test(part) ? identifiers(part) : part.replaceAll('"', ''))),
  }
}

/** PostgreSQL's own code of an error: Bun's driver has it in `errno`, which is a number elsewhere. */
export function sqlState(error: unknown): string | undefined {
  const { code, errno } = Object(error) as Pick<PostgresError, 'code' | 'errno'>
  return typeof errno === 'string' ? errno : code
}

import type { Column } from 'drizzle-orm'
import type { Violation } from '../adapter/violation.ts'

/** What pg and postgres.js report of a PostgreSQL error; the two name the fields differently. */
interface PostgresError extends Error {
  code?: string
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
  if (error.code === '40001' || error.code === '40P01') return { kind: 'conflict' }
  if (error.code === '23503') return { kind: 'reference' }
  if (error.code !== '23505') return undefined
  const table = error.table ?? error.table_name
  const constraint = error.constraint ?? error.constraint_name ?? ''
  // (tenant, "group by")=(1, x): the columns of a constraint whose name tells nothing.
  const listed = error.detail
    ?.match(/\((.+?)\)=\(/)?.[1]
    ?.replaceAll('"', '')
    .split(', ')
  const concerns = ({ name, primary, uniqueName }: Column) =>
    constraint === uniqueName ||
    constraint === `${table}_${name}_key` ||
    (primary && constraint === `${table}_pkey`) ||
    listed?.includes(name) === true
  return { kind: 'unique', concerns: (name, column) => name === table && concerns(column) }
}

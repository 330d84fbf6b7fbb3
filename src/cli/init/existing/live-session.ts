import { sql } from 'drizzle-orm'
import type { TableNames } from '../../../internal/schema/names.ts'
import type { Database } from '../../drivers/database.ts'
import type { DialectName } from '../../drivers/dialect.ts'
import { Failure } from '../../failure.ts'
import { type Comparison, compare, textOf } from '../../tables/comparison.ts'
import { dialects } from '../../tables/dialects.ts'
import { tableFindings } from '../../tables/table-checks.ts'

/**
 * The tables of Lucia in a database. Throws a `Failure` that names those that are missing, and their
 * columns. Where the sessions are elsewhere, their table has no name.
 */
export async function readLuciaTables(
  database: Database,
  dialectName: DialectName,
  { session, ...others }: TableNames,
): Promise<Comparison> {
  const dialect = dialects()[dialectName]
  const schema = dialect.createSchema({ tableNames: { ...others, ...(session && { session }) } })
  const comparison = await compare(database, { dialect, authSchema: () => schema })
  const missing = tableFindings(comparison).filter(
    ({ code, subject }) =>
      /^missing-(table|column)$/.test(code) && (session || !subject.startsWith('user_session')),
  )
  if (missing.length === 0) return comparison
  const list = missing.map(({ subject, what }) => `${subject} ${what}`).join(', ')
  throw new Failure(`The database: ${list}. Nothing was written`)
}

/** The id of a session in a database; undefined where there is none, or where they are elsewhere. */
export async function sessionIn(
  database: Database,
  dialectName: DialectName,
  tableNames: TableNames,
): Promise<string | undefined> {
  const comparison = await readLuciaTables(database, dialectName, tableNames)
  if (!tableNames.session) return undefined
  const { session } = comparison.schema
  const statement = sql`SELECT ${session.id} FROM ${session} ORDER BY 1 DESC LIMIT 1`
  const [rows = []] = await database.query([textOf(comparison, statement)])
  return rows[0] ? String(rows[0].id) : undefined
}

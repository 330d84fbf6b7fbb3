import { type Column, getTableName, type SQL, sql, type Table } from 'drizzle-orm'
import type { Database } from '../drivers/database.ts'
import { type Comparison, liveColumn, subjectOf, textOf } from '../tables/comparison.ts'
import { type Finding, fault } from '../tables/finding.ts'

/** Rows to be counted, and what it means when there are some. */
interface Count {
  from: Table
  where: SQL
  finding(rows: string): Finding
}

/** What is wrong with the rows of the tables. */
export async function rowFindings(database: Database, comparison: Comparison): Promise<Finding[]> {
  const counts = [...misstored(comparison), ...orphans(comparison), ...expired(comparison)]
  if (counts.length === 0) return []
  const results = await database.query(
    counts.map(({ from, where }) =>
      textOf(comparison, sql`SELECT count(*) AS total FROM ${from} WHERE ${where}`),
    ),
  )
  return counts.flatMap(({ finding }, index) => {
    const count = Number(results[index]?.[0]?.total)
    return count === 0 ? [] : finding(count === 1 ? '1 row' : `${count} rows`)
  })
}

/** Expiries that a column of SQLite holds as something else than it should. */
function misstored(comparison: Comparison): Count[] {
  const { session } = comparison.schema
  const { isMisstored } = comparison.dialect.catalogue
  return [session.activeExpires, session.idleExpires].flatMap((column) => {
    if (!isMisstored || !holdsNumbers(comparison, column)) return []
    const where = isMisstored(column)
    const name = sql.identifier(column.name)
    const value = sql`CAST(CAST(${name} AS TEXT) AS INTEGER)`
    const cure = textOf(comparison, sql`UPDATE ${session} SET ${name} = ${value} WHERE ${where};`)
    const why = 'these sessions never expire'
    const finding = (rows: string) =>
      fault('misstored-expiries', subjectOf(column), `is text or a blob in ${rows}`, why, cure)
    return { from: session, where, finding }
  })
}

/** Keys and sessions whose user is gone. */
function orphans(comparison: Comparison): Count[] {
  const { user, ...others } = comparison.schema
  const why = {
    session: 'each of them is refused, and stays until it expires',
    key: 'nobody can sign up with such a name again',
  }
  return (['session', 'key'] as const).flatMap((part) => {
    const from = others[part]
    const areThere =
      liveColumn(comparison, 'user', user.id) && liveColumn(comparison, part, from.userId)
    if (!areThere) return []
    const where = sql`NOT EXISTS (SELECT 1 FROM ${user} WHERE ${user.id} = ${from.userId})`
    const cure = textOf(comparison, sql`DELETE FROM ${from} WHERE ${where};`)
    const finding = (rows: string) =>
      fault('orphans', getTableName(from), `has ${rows} of users that are gone`, why[part], cure)
    return { from, where, finding }
  })
}

/** Sessions that are over. They do no harm but take room, so that this is a note. */
function expired(comparison: Comparison): Count[] {
  const { session } = comparison.schema
  if (!holdsNumbers(comparison, session.idleExpires)) return []
  const finding = (rows: string): Finding => ({
    code: 'expired-sessions',
    severity: 'note',
    subject: getTableName(session),
    what: `has ${rows} of sessions that are over`,
    why: 'they wait for deletion',
    cure: 'call auth.deleteExpiredSessions() from time to time',
  })
  const where = sql`${session.idleExpires} < ${sql.raw(String(Date.now()))}`
  return [{ from: session, where, finding }]
}

function holdsNumbers(comparison: Comparison, expires: Column): boolean {
  const kind = liveColumn(comparison, 'session', expires)?.kind
  return kind === 'number' || kind === 'any'
}

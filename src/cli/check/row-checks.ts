import { getTableName, type SQL, sql, type Table } from 'drizzle-orm'
import type { Database } from '../drivers/database.ts'
import { type Comparison, columnOf, hasColumns, subjectOf, textOf } from '../tables/comparison.ts'
import { type Finding, fault } from '../tables/finding.ts'

/** Rows to be counted, and what it means when there are some. */
interface Count {
  from: Table
  where: SQL
  finding(count: number): Finding
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
    const number = Number(results[index]?.[0]?.total)
    return number === 0 ? [] : [finding(number)]
  })
}

/** Expiries that a column of SQLite holds as something else than it should. */
function misstored(comparison: Comparison): Count[] {
  const { catalogue, schema, live } = comparison
  return ['activeExpires', 'idleExpires'].flatMap((property) => {
    const column = columnOf(comparison, 'session', property)
    const kind = live.session?.columns.get(catalogue.fold(column.name))?.kind
    if (!catalogue.isMisstored || (kind !== 'number' && kind !== 'any')) return []
    const where = catalogue.isMisstored(column)
    const name = sql.identifier(column.name)
    const value = sql`CAST(CAST(${name} AS TEXT) AS INTEGER)`
    const cure = sql`UPDATE ${schema.session} SET ${name} = ${value} WHERE ${where};`
    const finding = (count: number) =>
      fault(
        'misstored-expiries',
        subjectOf(column),
        `is text or a blob in ${rows(count)}`,
        'these sessions never expire',
        textOf(comparison, cure),
      )
    return [{ from: schema.session, where, finding }]
  })
}

/** Keys and sessions whose user is gone. */
function orphans(comparison: Comparison): Count[] {
  const { schema } = comparison
  const user = columnOf(comparison, 'user', 'id')
  const why = {
    session: 'each of them is refused, and stays until it expires',
    key: 'nobody can sign up with such a name again',
  }
  return (['session', 'key'] as const).flatMap((part) => {
    if (!hasColumns(comparison, ['user', 'id'], [part, 'userId'])) return []
    const from: Table = schema[part]
    const column = columnOf(comparison, part, 'userId')
    const where = sql`NOT EXISTS (SELECT 1 FROM ${schema.user} WHERE ${user} = ${column})`
    const cure = textOf(comparison, sql`DELETE FROM ${from} WHERE ${where};`)
    const what = (count: number) => `has ${rows(count)} of users that are gone`
    const finding = (count: number) =>
      fault('orphans', getTableName(from), what(count), why[part], cure)
    return [{ from, where, finding }]
  })
}

/** Sessions that are over. They do no harm but take room, so that this is a note. */
function expired(comparison: Comparison): Count[] {
  const { schema, live, catalogue } = comparison
  const column = columnOf(comparison, 'session', 'idleExpires')
  const kind = live.session?.columns.get(catalogue.fold(column.name))?.kind
  if (kind !== 'number' && kind !== 'any') return []
  const where = sql`${column} < ${sql.raw(String(Date.now()))}`
  const finding = (count: number): Finding => ({
    code: 'expired-sessions',
    severity: 'note',
    subject: getTableName(schema.session),
    what: `has ${rows(count)} of sessions that are over`,
    why: 'they wait for deletion',
    cure: 'call auth.deleteExpiredSessions() from time to time',
  })
  return [{ from: schema.session, where, finding }]
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}

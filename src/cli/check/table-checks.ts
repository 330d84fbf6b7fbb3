import { type Column, getTableName, sql } from 'drizzle-orm'
import { columnFindings } from './column-checks.ts'
import { type Comparison, columnOf, hasColumns, subjectOf, tableOf, textOf } from './comparison.ts'
import type { Finding } from './finding.ts'
import type { Part } from './live-tables.ts'

const wholeTable = 'reads the whole table'

/** The columns that need an index, and what goes slow without. */
const indexed: [part: Part, property: string, why: string, uniqueWith?: string][] = [
  ['session', 'userId', `signing a user out everywhere ${wholeTable}`],
  ['session', 'idleExpires', `deleteExpiredSessions() ${wholeTable}`],
  ['key', 'userId', `deleting a user, or listing the keys of one, ${wholeTable}`],
  ['token', 'userId', 'a user could have several tokens of a purpose', 'purpose'],
  ['token', 'expires', `deleteExpired() of tokens ${wholeTable}`],
  ['throttle', 'failedAt', `deleteExpired() of a throttle ${wholeTable}`],
]

/** What is wrong with the tables themselves. */
export function tableFindings(comparison: Comparison): Finding[] {
  const parts = Object.keys(comparison.schema) as Part[]
  const ofTables = parts.flatMap((part) => {
    const live = comparison.live[part]
    return live ? columnFindings(comparison, part, live) : [missingTable(comparison, part)]
  })
  const ofIndexes = missingIndexes(comparison).map(
    ({ column, why, statement }): Finding => ({
      code: 'missing-index',
      severity: 'fault',
      subject: subjectOf(column),
      what: 'has no index',
      why,
      cure: statement,
    }),
  )
  return [...ofTables, ...ofIndexes, ...exposures(comparison)]
}

/** An index that a database lacks. */
export interface MissingIndex {
  column: Column
  why: string
  /** What makes it. */
  statement: string
}

/** The indexes that are missing on columns that are there. */
export function missingIndexes(comparison: Comparison): MissingIndex[] {
  const { catalogue, live, schema } = comparison
  return indexed.flatMap(([part, property, why, uniqueWith]) => {
    if (!schema[part]) return []
    const column = columnOf(comparison, part, property)
    const isIndexed = live[part]?.indexed.has(catalogue.fold(column.name))
    if (isIndexed || !hasColumns(comparison, [part, property])) return []
    const columns = [column, ...(uniqueWith ? [columnOf(comparison, part, uniqueWith)] : [])]
    const names = columns.map(({ name }) => name)
    const kind = uniqueWith ? 'unique' : 'index'
    const name = sql.identifier([getTableName(column.table), ...names, kind].join('_'))
    const list = sql.join(
      names.map((one) => sql.identifier(one)),
      sql`, `,
    )
    const create = sql.raw(uniqueWith ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX')
    const statement = textOf(comparison, sql`${create} ${name} ON ${column.table} (${list});`)
    return [{ column, why, statement }]
  })
}

function missingTable({ dialect, schema }: Comparison, part: Part): Finding {
  const table = tableOf(schema, part)
  return {
    code: 'missing-table',
    severity: 'fault',
    subject: getTableName(table),
    what: 'is missing',
    why: `Lucia keeps each ${part} there`,
    cure: `npx lucia-setup sql --dialect ${dialect.name}, or --schema, prints the statement`,
  }
}

/** Tables that whoever has the public key of an API over the database may read or change. */
function exposures(comparison: Comparison): Finding[] {
  const { schema, live } = comparison
  return (Object.keys(schema) as Part[]).flatMap((part) => {
    const table = tableOf(schema, part)
    const roles = live[part]?.exposedTo ?? []
    if (roles.length === 0) return []
    const names = sql.join(
      roles.map((role) => sql.identifier(role)),
      sql`, `,
    )
    return {
      code: 'exposed',
      severity: 'fault',
      subject: getTableName(table),
      what: `is open to ${roles.join(' and ')}, with row security off`,
      why: `anyone with the public key of the API may read or change each ${part}`,
      cure: textOf(comparison, sql`REVOKE ALL ON ${table} FROM ${names};`),
    } satisfies Finding
  })
}

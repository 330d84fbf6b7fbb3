import { type Column, getTableName, sql } from 'drizzle-orm'
import { columnFindings } from './column-checks.ts'
import { type Comparison, columnOf, hasColumns, subjectOf, tableOf, textOf } from './comparison.ts'
import { type Finding, fault } from './finding.ts'
import type { LiveTables, Part } from './live-tables.ts'

const wholeTable = 'reads the whole table'

/** The columns that need an index, and what goes slow without. */
const indexed: [part: Part, property: string, why: string][] = [
  ['session', 'userId', `signing a user out everywhere ${wholeTable}`],
  ['session', 'idleExpires', `deleteExpiredSessions() ${wholeTable}`],
  ['key', 'userId', `deleting a user, or listing the keys of one, ${wholeTable}`],
  ['token', 'expires', `deleteExpired() of tokens ${wholeTable}`],
  ['throttle', 'failedAt', `deleteExpired() of a throttle ${wholeTable}`],
]

const wrongRow = 'a write finds several rows, or the wrong one'

/** The columns whose values must be unique together, and what goes wrong where they are not. */
const unique: [part: Part, properties: string[], why: string][] = [
  ['user', ['id'], 'two users could be one'],
  ['session', ['id'], wrongRow],
  ['key', ['id'], 'two people could sign up with one name'],
  ['token', ['id'], wrongRow],
  ['token', ['userId', 'purpose'], 'an earlier secret would not end, or issue() fails'],
  ['throttle', ['id'], 'failures are not counted, or guard() fails'],
]

/** What is wrong with the tables themselves. */
export function tableFindings(comparison: Comparison): Finding[] {
  const parts = Object.keys(comparison.schema) as Part[]
  const ofTables = parts.flatMap((part) => {
    const live = comparison.live[part]
    return live ? columnFindings(comparison, part, live) : [missingTable(comparison, part)]
  })
  return [
    ...ofTables,
    ...missingIndexes(comparison),
    ...notUnique(comparison),
    ...exposures(comparison),
  ]
}

/** The indexes that are missing on columns that are there. */
function missingIndexes(comparison: Comparison): Finding[] {
  const { catalogue, live, schema } = comparison
  return indexed.flatMap(([part, property, why]) => {
    if (!schema[part] || !hasColumns(comparison, [part, property])) return []
    const column = columnOf(comparison, part, property)
    const name = catalogue.fold(column.name)
    if ([...indexesOf(live, part)].some(({ columns: [first] }) => first === name)) return []
    const cure = creation(comparison, [column], 'index')
    return fault('missing-index', subjectOf(column), 'has no index', why, cure)
  })
}

/** Columns whose values no index keeps unique. */
function notUnique(comparison: Comparison): Finding[] {
  const { catalogue, live, schema } = comparison
  return unique.flatMap(([part, properties, why]) => {
    const paths = properties.map((property): [Part, string] => [part, property])
    if (!schema[part] || !hasColumns(comparison, ...paths)) return []
    const columns = properties.map((property) => columnOf(comparison, part, property))
    const names = columns.map(({ name }) => catalogue.fold(name)).sort()
    const isKept = [...indexesOf(live, part)].some(
      (index) => index.isUnique && [...index.columns].sort().join() === names.join(),
    )
    const [first, ...others] = columns
    if (isKept || !first) return []
    const together = others.map(({ name }) => ` with ${name}`).join('')
    const cure = creation(comparison, columns, 'unique')
    return fault('not-unique', subjectOf(first), `is not unique${together}`, why, cure)
  })
}

function indexesOf(live: LiveTables, part: Part) {
  return live[part]?.indexes.values() ?? []
}

/** A statement that makes an index. */
function creation(comparison: Comparison, columns: Column[], kind: 'index' | 'unique'): string {
  const [{ table }] = columns as [Column]
  const names = columns.map(({ name }) => name)
  const name = sql.identifier([getTableName(table), ...names, kind].join('_'))
  const list = sql.join(
    names.map((one) => sql.identifier(one)),
    sql`, `,
  )
  const create = sql.raw(kind === 'unique' ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX')
  return textOf(comparison, sql`${create} ${name} ON ${table} (${list});`)
}

function missingTable({ dialect, schema }: Comparison, part: Part): Finding {
  const table = tableOf(schema, part)
  const isMore = part === 'token' || part === 'throttle'
  return fault(
    'missing-table',
    getTableName(table),
    'is missing',
    isMore ? `${part} rows go there` : `Lucia keeps each ${part} there`,
    `npx lucia-setup sql --dialect ${dialect.name}${isMore ? ` --${part}` : ''}, or --schema, prints the statement`,
  )
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
    return fault(
      'exposed',
      getTableName(table),
      `is open to ${roles.join(' and ')}, with row security off`,
      `anyone with the public key of the API may read or change each ${part}`,
      textOf(comparison, sql`REVOKE ALL ON ${table} FROM ${names};`),
    )
  })
}

import { type Column, getTableColumns, getTableName, type SQL, sql, type Table } from 'drizzle-orm'
import { columnFindings } from './column-checks.ts'
import { type Comparison, liveColumn, subjectOf, textOf } from './comparison.ts'
import { type Finding, fault } from './finding.ts'
import type { Part } from './live-tables.ts'

const wholeTable = 'reads the whole table'
const wrongRow = 'a write finds several rows, or the wrong one'

/**
 * The columns that need an index and what goes slow without, and those whose values must be unique
 * together and what goes wrong where they are not.
 */
const indexed: [kind: 'index' | 'unique', part: Part, properties: string[], why: string][] = [
  ['index', 'session', ['userId'], `signing a user out everywhere ${wholeTable}`],
  ['index', 'session', ['idleExpires'], `deleteExpiredSessions() ${wholeTable}`],
  ['index', 'key', ['userId'], `deleting a user, or listing the keys of one, ${wholeTable}`],
  ['index', 'token', ['expires'], `deleteExpired() of tokens ${wholeTable}`],
  ['index', 'throttle', ['failedAt'], `deleteExpired() of a throttle ${wholeTable}`],
  ['unique', 'user', ['id'], 'two users could be one'],
  ['unique', 'session', ['id'], wrongRow],
  ['unique', 'key', ['id'], 'two people could sign up with one name'],
  ['unique', 'token', ['id'], wrongRow],
  ['unique', 'token', ['userId', 'purpose'], 'an earlier secret would not end, or issue() fails'],
  ['unique', 'throttle', ['id'], 'failures are not counted, or guard() fails'],
]

/** What is wrong with the tables themselves. */
export function tableFindings(comparison: Comparison): Finding[] {
  const tables = Object.entries(comparison.schema) as [Part, Table][]
  return [
    ...tables.flatMap(([part, table]) =>
      comparison.live[part]
        ? columnFindings(comparison, part, table)
        : missingTable(comparison, part, table),
    ),
    ...indexFindings(comparison),
    ...tables.flatMap(([part, table]) => exposure(comparison, part, table) ?? []),
  ]
}

/** The indexes that are missing on columns that are there. */
function indexFindings(comparison: Comparison): Finding[] {
  const { dialect, live, schema } = comparison
  return indexed.flatMap(([kind, part, properties, why]) => {
    const all = schema[part] ? getTableColumns<Table>(schema[part]) : {}
    const columns = properties.flatMap((property) => {
      const column = all[property]
      return column && liveColumn(comparison, part, column) ? column : []
    })
    const [first, ...others] = columns
    if (!first || columns.length < properties.length) return []
    const names = columns.map(({ name }) => dialect.catalogue.fold(name)).sort()
    const isThere = [...(live[part]?.indexes.values() ?? [])].some((index) =>
      kind === 'unique'
        ? index.isUnique && [...index.columns].sort().join() === names.join()
        : index.columns[0] === names[0],
    )
    if (isThere) return []
    const cure = creation(comparison, columns, kind)
    if (kind === 'index') {
      return fault('missing-index', subjectOf(first), 'has no index', why, cure)
    }
    const what = `is not unique${others.map(({ name }) => ` with ${name}`).join('')}`
    return fault('not-unique', subjectOf(first), what, why, cure)
  })
}

/** A statement that makes an index. */
function creation(comparison: Comparison, columns: Column[], kind: 'index' | 'unique'): string {
  const [{ table }] = columns as [Column]
  const names = columns.map(({ name }) => name)
  const name = sql.identifier([getTableName(table), ...names, kind].join('_'))
  const create = sql.raw(kind === 'unique' ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX')
  return textOf(comparison, sql`${create} ${name} ON ${table} (${identifiers(names)});`)
}

function identifiers(names: string[]): SQL {
  return sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  )
}

function missingTable({ dialect }: Comparison, part: Part, table: Table): Finding {
  const isMore = part === 'token' || part === 'throttle'
  return fault(
    'missing-table',
    getTableName(table),
    'is missing',
    isMore ? `${part} rows go there` : `Lucia keeps each ${part} there`,
    `npx lucia-setup sql --dialect ${dialect.name}${isMore ? ` --${part}` : ''}, or --schema, prints the statement`,
  )
}

/** A table that whoever has the public key of an API over the database may read or change. */
function exposure(comparison: Comparison, part: Part, table: Table): Finding | undefined {
  const roles = comparison.live[part]?.exposedTo ?? []
  if (roles.length === 0) return undefined
  return fault(
    'exposed',
    getTableName(table),
    `is open to ${roles.join(' and ')}, with row security off`,
    `anyone with the public key of the API may read or change each ${part}`,
    textOf(comparison, sql`REVOKE ALL ON ${table} FROM ${identifiers(roles)};`),
  )
}

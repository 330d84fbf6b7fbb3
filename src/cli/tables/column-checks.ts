import { type Column, getTableColumns, sql, type Table } from 'drizzle-orm'
import { luciaNames } from '../../internal/schema/names.ts'
import { type Comparison, linksOf, liveColumn, subjectOf, textOf } from './comparison.ts'
import { type Finding, fault } from './finding.ts'
import type { LiveColumn, Part } from './live-tables.ts'

/** A column of the schema, and the one in the database. */
interface Pair {
  comparison: Comparison
  path: string
  column: Column
  live: LiveColumn
}

/**
 * How many characters a column must hold where the app's own schema does not say: of the ids and
 * hashes that Lucia makes, and of a key's id what Prisma's String has, the least in use.
 */
const leastLengths: Record<string, number> = {
  'user.id': 15,
  'session.id': 40,
  'session.userId': 15,
  'key.id': 191,
  'key.userId': 15,
  'key.hashedPassword': 148,
}

/**
 * What is wrong with the columns of a table: all of them must be there, Lucia's must fit. Of a column
 * the first fault is told.
 */
export function columnFindings(comparison: Comparison, part: Part, table: Table): Finding[] {
  return Object.entries(getTableColumns(table)).flatMap(([property, column]) => {
    const live = liveColumn(comparison, part, column)
    if (!live) return missingColumn(comparison, part, column)
    const pair = { comparison, path: `${part}.${property}`, column, live }
    const isLucias = part in luciaNames && Object.hasOwn(luciaNames[part as 'user'], property)
    const findType = isLucias ? findWrongType : findOtherType
    return findType(pair) ?? findShortness(pair) ?? findIgnoredCase(pair) ?? []
  })
}

function missingColumn(comparison: Comparison, part: Part, column: Column): Finding {
  const definition = sql`${sql.identifier(column.name)} ${sql.raw(column.getSQLType())}`
  const plain = (name: string) => name.replaceAll('_', '').toLowerCase()
  const names = [...(comparison.live[part]?.columns.keys() ?? [])]
  const similar = names.find((name) => plain(name) === plain(column.name))
  const what = similar ? `is missing, and there is ${similar}` : 'is missing'
  const cure = similar
    ? `name the column '${similar}' in the schema, or set drizzle-kit's casing`
    : textOf(comparison, sql`ALTER TABLE ${column.table} ADD COLUMN ${definition};`)
  const why = 'every statement that names it fails'
  return fault('missing-column', subjectOf(column), what, why, cure)
}

/** A type of an attribute that does something else with values than the schema thinks. */
function findOtherType({ comparison, column, live }: Pair): Finding | undefined {
  const { familyOf } = comparison.dialect.catalogue
  const [declared, actual] = [familyOf(column.getSQLType()), familyOf(live.type)]
  if (!declared || !actual || declared === actual) return undefined
  const isTime = [declared, actual].every((family) => /^(date|time)/.test(family))
  return fault(
    'other-type',
    subjectOf(column),
    `is of the type ${live.type}, and the schema says ${column.getSQLType()}`,
    isTime
      ? 'times shift by the difference of time zones'
      : 'values are refused, cut, or not read as they were written',
    `declare the column as ${live.type} in the schema; the data stays`,
  )
}

function findWrongType(pair: Pair): Finding | undefined {
  const { live, path } = pair
  const isExpiry = path.endsWith('Expires')
  if (live.kind === 'any' || live.kind === (isExpiry ? 'number' : 'text')) return undefined
  const why = isExpiry
    ? 'expiries are milliseconds and need 8 bytes: otherwise they are refused, cut, or never come'
    : 'it is text: otherwise values are refused, or do not come back as they were'
  return typeFault(pair, 'wrong-type', `is of the type ${live.type}`, why)
}

function findShortness(pair: Pair): Finding | undefined {
  const { live, path } = pair
  const needed = neededLength(pair)
  if (path.endsWith('Expires') || live.length >= needed) return undefined
  const what = `holds ${live.length} characters, and ${needed} are needed`
  return typeFault(
    pair,
    'too-short',
    what,
    'longer values are refused or cut, and then never found',
  )
}

function neededLength({ comparison, column, path }: Pair): number {
  const [, declared] = /\((\d+)\)/.exec(column.getSQLType()) ?? []
  const least = leastLengths[path] ?? 0
  return comparison.isOwn && declared !== undefined ? Number(declared) : least
}

function findIgnoredCase(pair: Pair): Finding | undefined {
  if (pair.path !== 'key.id' || pair.live.isCaseSensitive) return undefined
  const why = 'Anna and anna are then one key: the second cannot sign up, or signs in as the first'
  return typeFault(pair, 'ignores-case', 'takes upper and lower case for the same', why)
}

/** A fault that another type cures. */
function typeFault(pair: Pair, code: Finding['code'], what: string, why: string): Finding {
  const { comparison, column, path } = pair
  const change = comparison.dialect.catalogue.changeType(column, linksOf(comparison, path))
  return fault(code, subjectOf(column), what, why, textOf(comparison, sql`${change};`))
}

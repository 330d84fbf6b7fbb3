import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getTableColumns, is, Table } from 'drizzle-orm'
import { assertSchema } from '../../internal/schema/assert.ts'
import { parts } from '../../internal/schema/names.ts'
import { tokenTableOf } from '../../internal/schema/token-table.ts'
import { Failure } from '../failure.ts'
import { type Casing, columnNameOf } from '../project/casing.ts'
import { kit, resolveIn } from '../project/package.ts'
import type { WantedTables } from './comparison.ts'
import { type Dialect, dialects } from './dialects.ts'
import type { CheckedSchema } from './live-tables.ts'

/**
 * Runs a file with Drizzle tables, TypeScript or JavaScript, as drizzle-kit does. Throws a `Failure`
 * when there is no such file, when it throws, or when it exports no tables of one dialect.
 */
export async function loadSchemaFile(path: string, casing?: Casing): Promise<WantedTables> {
  const file = resolve(path)
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new Failure(`There is no file ${path}`)
  const exports = await load(path, file)
  const tables = Object.values(exports).filter((value) => is(value, Table))
  if (tables.length === 0) {
    throw new Failure(`${path} exports no Drizzle tables: export them at the top level`)
  }
  const dialect = Object.values(dialects()).find(({ tableClass }) =>
    tables.every((table) => is(table, tableClass)),
  )
  if (!dialect) throw new Failure(`${path} must export tables of SQLite, PostgreSQL or MySQL only`)
  if (casing) for (const table of tables) nameColumns(table as Table, casing)
  return { dialect, authSchema: () => authSchemaOf(path, exports, dialect), isOwn: true }
}

/** Gives the columns that have no name of their own the one that Drizzle gives them. */
function nameColumns(table: Table, casing: Casing): void {
  for (const column of Object.values(getTableColumns(table))) {
    if (!column.keyAsName) continue
    Object.assign(column, { name: columnNameOf(column.name, casing), keyAsName: false })
  }
}

/**
 * The tables of Lucia in a schema file, and those for tokens and a throttle where it has them. Throws
 * a `Failure` that says what is wrong.
 */
function authSchemaOf(
  path: string,
  exports: Record<string, unknown>,
  { tableClass }: Dialect,
): CheckedSchema {
  const missing = parts.find((part) => !is(exports[part], Table))
  if (missing) {
    throw new Failure(
      `${path} must export the table ${missing}, as in export { ${missing}s as ${missing} }`,
    )
  }
  const { user, session, key, throttle } = exports
  const schema: unknown = { user, session, key }
  try {
    assertSchema(schema, tableClass)
  } catch (error) {
    throw new Failure(`${path}: ${(error as Error).message}`, { cause: error })
  }
  const token = tokenTableOf(exports)
  const isThrottle = is(throttle, Table) && 'failedAt' in throttle
  return { ...schema, ...(token && { token }), ...(isThrottle && { throttle }) }
}

interface Tsx {
  require(file: string, from: string): Record<string, unknown>
}

/** Runs a file in TypeScript or JavaScript: with tsx where there is one, else as Node can. */
async function load(path: string, file: string): Promise<Record<string, unknown>> {
  const tsx = findTsx()
  try {
    return tsx ? tsx.require(file, import.meta.url) : await import(pathToFileURL(file).href)
  } catch (error) {
    const isCured = !tsx && /\.[cm]?ts$/.test(file)
    const cure = isCured ? '. With tsx it can: npm install --save-dev tsx' : ''
    throw new Failure(`${path} cannot be loaded: ${firstLine(error)}${cure}`, { cause: error })
  }
}

/** drizzle-kit brought tsx along until 1.0. */
function findTsx(): Tsx | undefined {
  for (const from of [resolveIn(kit), resolve('package.json')]) {
    try {
      return createRequire(from)('tsx/cjs/api')
    } catch {
      // Not there: the next may have it.
    }
  }
  return undefined
}

/** A syntax error has its place in the second line. */
function firstLine(error: unknown): string | undefined {
  const lines = String(error instanceof Error ? error.message : error).split('\n')
  return lines.find((line) => !line.endsWith(':'))
}

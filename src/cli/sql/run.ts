import { sql } from 'drizzle-orm'
import type { TableArgs } from '../arguments.ts'
import type { Address } from '../database/address.ts'
import { type Comparison, comparing, linksOf, subjectOf, textOf } from '../tables/comparison.ts'
import { readTables } from '../tables/given-tables.ts'
import { tableFindings } from '../tables/table-checks.ts'
import { generatedStatements } from './generate.ts'

/** The statements that make the tables or, where a database is meant, those that it lacks. */
export async function statementsFor(
  args: TableArgs,
  address: Address | undefined,
): Promise<string> {
  if (!address) return await generatedStatements(await readTables(args))
  const tables = await readTables({ ...args, dialect: address.dialect })
  return await comparing(address, tables, (comparison) => lackingStatements(comparison).join('\n'))
}

/**
 * The statements that bring what the tables of an existing database lack: columns, indexes, and the
 * cascades of their foreign keys. What no statement brings is told in a comment.
 */
function lackingStatements(comparison: Comparison): string[] {
  const ofTables = tableFindings(comparison).flatMap(({ code, subject, cure }) => {
    if (code === 'missing-table') return [`-- The table ${subject} is missing: ${cure}.`]
    return ['missing-column', 'missing-index', 'not-unique'].includes(code) ? [cure] : []
  })
  const statements = [...ofTables, ...cascades(comparison)]
  return statements.length === 0 ? ['-- Nothing is missing.'] : statements
}

function cascades(comparison: Comparison): string[] {
  const { cascade } = comparison.catalogue
  return linksOf(comparison, 'user.id').flatMap((link) => {
    if (link.cascades) return []
    if (cascade) return [textOf(comparison, sql`${cascade(link)};`)]
    const reason = 'SQLite cannot change a foreign key. auth.deleteUser() needs no cascade.'
    return [`-- ${subjectOf(link.column)} does not cascade, and ${reason}`]
  })
}

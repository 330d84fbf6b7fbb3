import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import type { TableArgs } from '../arguments.ts'
import type { Address } from '../database/address.ts'
import { dialectFacts } from '../drivers/dialect.ts'
import { Failure } from '../failure.ts'
import { kit, resolveIn } from '../project/package.ts'
import { type Comparison, comparing, linksOf, subjectOf, textOf } from '../tables/comparison.ts'
import { type GivenTables, readTables } from '../tables/given-tables.ts'
import { tableFindings } from '../tables/table-checks.ts'

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
 * The statements that drizzle-kit makes of the tables: what would be in the first migration of an app.
 * Its command is the same in all versions, its API is not.
 */
async function generatedStatements({ dialect, file, casing }: GivenTables): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lucia-setup-'))
  try {
    const schema = 'path' in file ? file.path : join(folder, 'schema.ts')
    if ('text' in file) await writeFile(schema, file.text)
    const out = join(folder, 'migrations')
    const config = { dialect: dialectFacts[dialect.name].kit, schema, out, casing }
    const configFile = join(folder, 'drizzle.config.ts')
    await writeFile(configFile, `export default ${JSON.stringify(config)}`)
    await runKit(configFile)
    return await migrationIn(out)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function runKit(configFile: string): Promise<void> {
  const args = [join(dirname(resolveIn(kit)), 'bin.cjs'), 'generate', '--config', configFile]
  const ran = promisify(execFile)(process.execPath, args)
  await ran.catch((cause: { stdout: string; stderr: string }) => {
    const lastLine = `${cause.stdout}\n${cause.stderr}`.trim().split('\n').at(-1)
    throw new Failure(`drizzle-kit generate: ${lastLine}`, { cause })
  })
}

/** The statements of the only migration in a folder, without the marks between them. */
async function migrationIn(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true })
  const file = files.find((name) => name.endsWith('.sql'))
  const text = file ? await readFile(join(folder, file), 'utf8') : ''
  const statements = text.split('--> statement-breakpoint').map((statement) => statement.trim())
  return statements.join('\n')
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
  const { cascade } = comparison.dialect.catalogue
  return linksOf(comparison, 'user.id').flatMap((link) => {
    if (link.cascades) return []
    if (cascade) return [textOf(comparison, sql`${cascade(link)};`)]
    const reason = 'SQLite cannot change a foreign key. auth.deleteUser() needs no cascade.'
    return [`-- ${subjectOf(link.column)} does not cascade, and ${reason}`]
  })
}

import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { dialectFacts } from '../drivers/dialect.ts'
import { Failure } from '../failure.ts'
import { kit, resolveIn } from '../project/package.ts'
import type { GivenTables } from '../tables/given-tables.ts'

/**
 * The statements that drizzle-kit makes of the tables: what would be in the first migration of an app.
 * Its command is the same in all versions, its API is not.
 */
export async function generatedStatements({ dialect, file, casing }: GivenTables): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lucia-setup-'))
  try {
    const schema = 'path' in file ? file.path : join(folder, 'schema.ts')
    if ('text' in file) await writeFile(schema, file.text)
    const out = join(folder, 'migrations')
    const config = { dialect: dialectFacts[dialect.name].kit, schema, out, casing }
    const configFile = join(folder, 'drizzle.config.ts')
    await writeFile(configFile, `export default ${JSON.stringify(config)}`)
    await runKit('generate', '--config', configFile)
    return await migrationIn(out)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function runKit(...args: string[]): Promise<void> {
  const command = join(dirname(resolveIn(kit)), 'bin.cjs')
  try {
    await promisify(execFile)(process.execPath, [command, ...args])
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string }
    throw new Failure(`drizzle-kit ${args[0]}: ${lastLine(stderr) ?? lastLine(stdout)}`, { cause })
  }
}

/** The statements of the only migration in a folder, without the marks between them. */
async function migrationIn(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true })
  const file = files.find((name) => name.endsWith('.sql'))
  const text = file ? await readFile(join(folder, file), 'utf8') : ''
  const statements = text.split('--> statement-breakpoint').map((statement) => statement.trim())
  return statements.join('\n')
}

function lastLine(output: string): string | undefined {
  return output.trim().split('\n').at(-1) || undefined
}

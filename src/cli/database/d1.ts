import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Database, Row } from '../drivers/database.ts'
import { Failure } from '../failure.ts'
import { requireFrom, resolveIn } from '../project/package.ts'
import type { Project } from '../project/project.ts'

/** The tool that reads D1. */
export const wranglerPackage = { name: 'wrangler', isTool: true }

/** A D1 database through the project's wrangler, which knows the account and the local files. */
export function connectD1(name: string, flags: string[]): Database {
  return {
    query: (statements) => executeD1(name, [...flags, '--command', statements.join(';\n')]),
    close: async () => {},
  }
}

/** Runs statements on a D1 database, and gives the rows of each. */
export async function executeD1(name: string, flags: string[]): Promise<Row[][]> {
  const manifest = resolveIn(wranglerPackage, 'wrangler/package.json')
  const wrangler = join(dirname(manifest), 'bin/wrangler.js')
  const args = [wrangler, 'd1', 'execute', name, ...flags, '--json']
  const answer = await promisify(execFile)(process.execPath, args).catch((failed: Answer) => failed)
  const results = parse(answer)
  if (!Array.isArray(results)) throw new Failure(`wrangler: ${problemOf(results, answer)}`)
  return results.map((result: { results: Row[] }) => result.results)
}

interface Answer {
  stdout: string
  stderr: string
}

/** What wrangler printed as JSON, below whatever else it has to say. */
function parse({ stdout }: Answer): unknown {
  try {
    return JSON.parse(stdout.slice(stdout.search(/^[[{]/m)))
  } catch {
    return undefined
  }
}

function problemOf(results: unknown, { stdout, stderr }: Answer): string {
  const { error } = (results ?? {}) as { error?: { text: string; notes?: { text: string }[] } }
  if (error) return [error.text, ...(error.notes ?? []).map(({ text }) => text)].join(' ')
  const lines = `${stderr}\n${stdout}`.split('\n').map((line) => line.trim())
  return lines.find((line) => line.includes('ERROR')) ?? lines.find((line) => line !== '') ?? ''
}

interface Wrangler {
  getPlatformProxy(options: {
    environment?: string | undefined
  }): Promise<{ env: Record<string, unknown>; dispose(): Promise<void> }>
}

/** A D1 binding on the local state of `wrangler dev`, through the project's own wrangler. */
export async function localD1(
  { wrangler }: Project,
  name: string,
  environment: string | undefined,
): Promise<{ handle: unknown; close(): Promise<void> }> {
  const { getPlatformProxy } = requireFrom<Wrangler>(wranglerPackage)
  const known = wrangler?.d1.find(({ databaseName, binding }) =>
    [databaseName, binding].includes(name),
  )
  const { env, dispose } = await getPlatformProxy(environment === undefined ? {} : { environment })
  return { handle: known && env[known.binding], close: dispose }
}

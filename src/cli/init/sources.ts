import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { textOfFile } from '../project/project.ts'
import { parseSource, type Source } from '../project/syntax.ts'

const leftOut = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'migrations'])
const isOfInterest =
  /lucia|drizzle-orm|better-sqlite3|@libsql\/client|['"](pg|postgres)['"]|mysql2|@planetscale\/database/i

/** The app's files that have to do with Lucia or a database, with paths from its folder. */
export async function readSources(folder: string, paths: string[]): Promise<Source[]> {
  const sources: Source[] = []
  for (const path of paths) {
    const text = (await textOfFile(join(folder, path))) ?? ''
    const source = isOfInterest.test(text) ? parseSource(path, text) : undefined
    if (source) sources.push(source)
  }
  return sources
}

/** The paths of the app's code from its folder, without those of another package in the folder. */
export async function sourceFiles(folder: string, path = ''): Promise<string[]> {
  const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => [])
  if (path !== '' && entries.some(({ name }) => name === 'package.json')) return []
  const found: string[] = []
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || leftOut.has(entry.name)) continue
    const inFolder = path === '' ? entry.name : `${path}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await sourceFiles(folder, inFolder)))
    else if (/\.[cm]?[jt]sx?$/.test(entry.name)) found.push(inFolder)
  }
  return found
}

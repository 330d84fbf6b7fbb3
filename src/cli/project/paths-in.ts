import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** What of a folder is looked at, by names; nothing hidden is. */
export interface Looked {
  isLeftOut(name: string): boolean
  isWanted(name: string): boolean
  /** Whether a folder within is left out for what is in it. */
  isOther?(names: string[]): boolean
}

/** The paths of files in a folder and the folders in it, from there, in the order of their names. */
export async function pathsIn(folder: string, looked: Looked, path = ''): Promise<string[]> {
  const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => [])
  if (path !== '' && looked.isOther?.(entries.map(({ name }) => name))) return []
  const found: string[] = []
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || looked.isLeftOut(entry.name)) continue
    const inFolder = path === '' ? entry.name : `${path}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await pathsIn(folder, looked, inFolder)))
    else if (looked.isWanted(entry.name)) found.push(inFolder)
  }
  return found
}

import { join } from 'node:path'
import { textOfFile } from '../../project/project.ts'
import type { FrameworkFiles, FrameworkParts } from './parts.ts'

/** Files by their paths, without the ending: `.ts` and `.tsx` are those of the app's language. */
export type Texts = Record<string, string>

/** The files that are not there yet. Those that are there are left as they are, which is said. */
export async function newFiles({ place }: FrameworkParts, texts: Texts): Promise<FrameworkFiles> {
  const result: FrameworkFiles = { changes: [], notes: [], use: [] }
  for (const [written, after] of Object.entries(texts)) {
    const path = place.language === 'ts' ? written : written.replace(/\.ts(x?)$/, '.js$1')
    const before = await textOfFile(join(place.project.folder, path))
    if (before === undefined) result.changes.push({ path, before, after })
    else result.notes.push(`${path} is there already. It would have been:\n${after}`)
  }
  return result
}

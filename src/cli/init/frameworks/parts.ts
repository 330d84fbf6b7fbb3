import { join } from 'node:path'
import type { TypePrinter } from '../../printer.ts'
import { textOfFile } from '../../project/project.ts'
import type { Answers } from '../answers.ts'
import type { Place } from '../place.ts'
import type { Plan } from '../plan.ts'

/** What the files of a framework are made of. */
export interface FrameworkParts {
  place: Place
  answers: Answers
  /** The path of `auth.ts`. */
  authPath: string
  ts: TypePrinter
  /** Whether there are to be routes to sign up, in and out. */
  hasRoutes: boolean
}

/** The files that a framework has beside `auth.ts`, and the lines with which an app uses them. */
export type FrameworkFiles = Pick<Plan, 'changes' | 'notes' | 'use'>

/** Files by their paths, without the ending: `.ts` and `.tsx` are those of the app's language. */
export type Texts = Record<string, string>

/** The files that are not there yet. Those that are there are left as they are, which is said. */
export async function newFiles({ place }: FrameworkParts, texts: Texts): Promise<FrameworkFiles> {
  const result: FrameworkFiles = { changes: [], notes: [], use: [] }
  for (const [written, after] of Object.entries(texts)) {
    const path = place.language === 'ts' ? written : written.replace(/\.ts(x?)$/, '.js$1')
    const before = await textOfFile(join(place.app.folder, path))
    if (before === undefined) result.changes.push({ path, before, after })
    else result.notes.push(`${path} is there already. It would have been:\n${after}`)
  }
  return result
}

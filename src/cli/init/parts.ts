import { join } from 'node:path'
import type { TypePrinter } from '../printer.ts'
import { textOfFile } from '../project/project.ts'
import type { Answers } from './answers.ts'
import type { Place } from './place.ts'
import { type Plan, planOf } from './plan.ts'

/** What the files of a new set-up are made of: where they go, what was decided, and what follows. */
export interface Parts extends Place, Answers {
  /** The path of `auth.ts`. */
  authPath: string
  ts: TypePrinter
  /** Whether the app depends on a package. */
  has(name: string): boolean
  /** Whether there are to be routes to sign up, in and out. */
  hasRoutes: boolean
}

/** How `schema` comes into a file. */
export interface SchemaImport {
  import: string
  /** A statement that makes it, where the import alone does not. */
  statement?: string
}

/** Files by their paths, without the ending: `.ts` and `.tsx` are those of the app's language. */
export type Texts = Record<string, string>

/** The files that are not there yet. Those that are there are left as they are, which is said. */
export async function newFiles({ app, language }: Parts, texts: Texts): Promise<Plan> {
  const plan = planOf()
  for (const [written, after] of Object.entries(texts)) {
    const path = language === 'ts' ? written : written.replace(/\.ts(x?)$/, '.js$1')
    const before = await textOfFile(join(app.folder, path))
    if (before === undefined) plan.changes.push({ path, before, after })
    else plan.notes.push(`${path} is there already. It would have been:\n${after}`)
  }
  return plan
}

import { join, posix } from 'node:path'
import { Failure } from '../failure.ts'
import { type Project, textOfFile } from '../project/project.ts'
import type { Source } from '../project/syntax.ts'
import { readTsconfig } from './tsconfig.ts'

/** Where the files of a set-up go. */
export interface Place {
  project: Project
  sources: Source[]
  /** The folder, from the project's; an empty string is the project's own. */
  folder: string
  /** Whether a flag names the folder. */
  isGiven: boolean
  /** What the app is written in. */
  language: 'ts' | 'js'
}

/** The app's entry, from its folder; a Worker's may be something that a framework builds. */
export function entryOf({ wrangler }: Project): string {
  const main = posix.normalize(wrangler?.main ?? 'src/index.ts')
  return /^(\.|(build|dist|out|node_modules)\/)/.test(main) ? 'src/index.ts' : main
}

/** What an app is written in: TypeScript when there is any sign of it. */
export async function languageOf(
  { folder, dependencies }: Project,
  paths: string[],
): Promise<'ts' | 'js'> {
  const isTypeScript =
    Object.hasOwn(dependencies, 'typescript') ||
    paths.some((path) => languageOfFile(path) === 'ts') ||
    (await readTsconfig(folder)) !== undefined
  return isTypeScript ? 'ts' : 'js'
}

/** What a file is written in, by its name. */
export function languageOfFile(path: string): 'ts' | 'js' {
  return /\.[cm]?tsx?$/.test(path) ? 'ts' : 'js'
}

/** The first of some file names that is free in the folder. */
export async function freePath(
  { project, folder, language }: Place,
  names: string[],
): Promise<string> {
  for (const name of names) {
    const path = posix.join(folder, `${name}.${language}`)
    if ((await textOfFile(join(project.folder, path))) === undefined) return path
  }
  const taken = names.map((name) => posix.join(folder, `${name}.${language}`)).join(' and ')
  throw new Failure(`${taken} are there already: choose another folder with --dir`)
}

/** Where the tables go: beside those that drizzle-kit reads already, unless a folder was given. */
export async function schemaPath(place: Place): Promise<string> {
  const [existing] = place.project.drizzle?.schema ?? []
  if (place.isGiven || !existing) return await freePath(place, ['schema', 'auth-schema'])
  const [before = ''] = posix.normalize(existing).split('*')
  const folder = /\.[cm]?[jt]s$/.test(before) ? posix.dirname(before) : posix.join(before, '.')
  return await freePath({ ...place, folder }, ['auth-schema', 'lucia-schema'])
}

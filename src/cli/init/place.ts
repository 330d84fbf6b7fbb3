import { join, posix } from 'node:path'
import { Failure } from '../failure.ts'
import type { App } from '../project/app.ts'
import type { AppFiles } from '../project/app-files.ts'
import { type Project, textOfFile } from '../project/project.ts'
import { frameworkFolder } from './frameworks/folder.ts'
import { type ImportExtension, importExtension } from './imports.ts'
import { readTsconfig } from './tsconfig.ts'

/** Where the files of a set-up go. */
export interface Place {
  app: App
  /** The folder, from the project's; an empty string is the project's own. */
  folder: string
  /** Whether a flag names the folder. */
  isGiven: boolean
  /** What the app is written in. */
  language: 'ts' | 'js'
  /** The ending of its new files: Node takes `.mjs` for a module wherever it is. */
  ending: string
  /** How its files name each other. */
  extension: ImportExtension
}

/** Decides where the files go: beside the app's entry, or in the folder that is given. */
export async function placeFor(app: App, given: string | undefined): Promise<Place> {
  const folder =
    given === undefined ? (frameworkFolder(app) ?? posix.dirname(mainOf(app))) : ownFolder(given)
  const language = await languageOf(app)
  const ending = language === 'js' && !app.isModule && !hasModules(app.files) ? 'mjs' : language
  const extension = await importExtension(app, language)
  return { app, folder, isGiven: given !== undefined, language, ending, extension }
}

function ownFolder(given: string): string {
  const folder = posix.normalize(given.replaceAll('\\', '/')).replace(/\/$/, '')
  if (!folder.startsWith('..') && !posix.isAbsolute(folder)) return folder
  throw new Failure(`--dir must be a folder of the project. Received ${JSON.stringify(given)}`)
}

/** Whether the app's files are modules already, for a bundler say. */
function hasModules({ sources }: AppFiles): boolean {
  return sources.some(({ program }) =>
    program.body.some(({ type }) => /^(Import|Export)\w*Declaration$/.test(type)),
  )
}

/** The app's entry, from its folder; a Worker's may be something that a framework builds. */
export function entryOf({ wrangler }: Project): string {
  if (wrangler?.isPages) return 'functions/index.ts'
  const main = posix.normalize(wrangler?.main ?? 'src/index.ts')
  return /^(\.|(build|dist|out|node_modules)\/)/.test(main) ? 'src/index.ts' : main
}

/** The file beside which new ones go: each file in the functions of Pages is a route. */
function mainOf(project: Project): string {
  return project.wrangler?.isPages ? 'src/index.ts' : entryOf(project)
}

/** What an app is written in: TypeScript when there is any sign of it. */
async function languageOf({ folder, dependencies, files: { paths } }: App) {
  const isTypeScript =
    Object.hasOwn(dependencies, 'typescript') ||
    paths.some((path) => /\.[cm]?tsx?$/.test(path)) ||
    (await readTsconfig(folder)) !== undefined
  return isTypeScript ? 'ts' : 'js'
}

/** The first of some file names that is free in the folder. */
export async function freePath({ app, folder, ending }: Place, names: string[]): Promise<string> {
  for (const name of names) {
    const path = posix.join(folder, `${name}.${ending}`)
    if ((await textOfFile(join(app.folder, path))) === undefined) return path
  }
  const taken = names.map((name) => posix.join(folder, `${name}.${ending}`)).join(' and ')
  throw new Failure(`${taken} are there already: choose another folder with --dir`)
}

/** Where the tables go: beside those that drizzle-kit reads already, unless a folder was given. */
export async function schemaPath(place: Place): Promise<string> {
  const [existing] = place.app.drizzle?.schema ?? []
  if (place.isGiven || !existing) return await freePath(place, ['schema', 'auth-schema'])
  const [before = ''] = posix.normalize(existing).split('*')
  const folder = /\.[cm]?[jt]s$/.test(before) ? posix.dirname(before) : posix.join(before, '.')
  return await freePath({ ...place, folder }, ['auth-schema', 'lucia-schema'])
}

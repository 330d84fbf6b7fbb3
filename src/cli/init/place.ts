import { dirname, join, posix } from 'node:path'
import { Failure } from '../failure.ts'
import type { App } from '../project/app.ts'
import type { AppFiles } from '../project/app-files.ts'
import { type Project, textOfFile } from '../project/project.ts'
import { isOfNode, readTsconfig, type Tsconfig } from './tsconfig.ts'

/** How the app's files name each other: `./schema`, `./schema.js` or `./schema.ts`. */
type ImportExtension = '' | '.js' | '.ts'

/** Where the files of a set-up go. */
export interface Place {
  app: App
  tsconfig: Tsconfig | undefined
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
  const tsconfig = await readTsconfig(app.folder)
  const language = languageOf(app, tsconfig)
  return {
    app,
    tsconfig,
    folder: given === undefined ? usualFolder(app) : ownFolder(given),
    isGiven: given !== undefined,
    language,
    ending: language === 'js' && !app.isModule && !hasModules(app.files) ? 'mjs' : language,
    extension: importExtension(app, language, tsconfig),
  }
}

function ownFolder(given: string): string {
  const folder = posix.normalize(given.replaceAll('\\', '/')).replace(/\/$/, '')
  if (!folder.startsWith('..') && !posix.isAbsolute(folder)) return folder
  throw new Failure(`--dir must be a folder of the project. Received ${JSON.stringify(given)}`)
}

/** Where a framework has the code of its server, else the folder of the app's entry. */
function usualFolder(app: App): string {
  if (Object.hasOwn(app.dependencies, '@sveltejs/kit')) return 'src/lib/server'
  if (Object.hasOwn(app.dependencies, 'next')) return `${nextRoot(app.files)}lib`
  // Each file in the functions of Pages is a route.
  return posix.dirname(app.wrangler?.isPages ? 'src/index.ts' : entryOf(app))
}

/** The folder in which Next has `app` or `pages`, with its slash. */
export function nextRoot({ paths }: AppFiles): '' | 'src/' {
  return paths.some((path) => /^src\/(app|pages)\//.test(path)) ? 'src/' : ''
}

/** The app's entry, from its folder; a Worker's may be something that a framework builds. */
export function entryOf({ wrangler }: Project): string {
  if (wrangler?.isPages) return 'functions/index.ts'
  const main = posix.normalize(wrangler?.main ?? 'src/index.ts')
  return /^(\.|(build|dist|out|node_modules)\/)/.test(main) ? 'src/index.ts' : main
}

/** Whether the app's files are modules already, for a bundler say. */
function hasModules({ sources }: AppFiles): boolean {
  return sources.some(({ program }) =>
    program.body.some(({ type }) => /^(Import|Export)\w*Declaration$/.test(type)),
  )
}

/** What an app is written in: TypeScript when there is any sign of it. */
function languageOf({ dependencies, files }: App, tsconfig?: Tsconfig): 'ts' | 'js' {
  const hasFiles = files.paths.some((path) => /\.[cm]?tsx?$/.test(path))
  return hasFiles || tsconfig || Object.hasOwn(dependencies, 'typescript') ? 'ts' : 'js'
}

/** The ending of the app's relative imports: as its files have it, else as its tsconfig asks for. */
function importExtension({ files }: App, language: string, tsconfig?: Tsconfig): ImportExtension {
  for (const statement of files.sources.flatMap(({ program }) => program.body)) {
    if (statement.type !== 'ImportDeclaration') continue
    const [isRelative, extension = ''] = /^\..*?(\.[jt]s)?$/.exec(statement.source.value) ?? []
    if (isRelative) return extension as ImportExtension
  }
  if (language === 'js') return '.js'
  const { allowImportingTsExtensions, moduleResolution, module } = tsconfig?.options ?? {}
  if (allowImportingTsExtensions) return '.ts'
  return isOfNode(moduleResolution ?? module) ? '.js' : ''
}

/** How one file of the app imports another. What Node knows by its ending keeps it. */
export function importPath(from: string, to: string, extension: ImportExtension): string {
  const path = posix.relative(dirname(from), to.replace(/\.[cm]?[jt]sx?$/, ''))
  const [, letter] = /\.([cm])[jt]s$/.exec(to) ?? []
  const own = letter ? `.${letter}js` : extension
  return `${path.startsWith('.') ? '' : './'}${path}${own}`
}

/** The first of some file names that is free in the folder. */
export async function freePath({ app, folder, ending }: Place, names: string[]): Promise<string> {
  const paths = names.map((name) => posix.join(folder, `${name}.${ending}`))
  for (const path of paths) {
    if ((await textOfFile(join(app.folder, path))) === undefined) return path
  }
  throw new Failure(`${paths.join(' and ')} are there already: choose another folder with --dir`)
}

/** Where the tables go: beside those that drizzle-kit reads already, unless a folder was given. */
export async function schemaPath(place: Place): Promise<string> {
  const [existing] = place.app.drizzle?.schema ?? []
  if (place.isGiven || !existing) return await freePath(place, ['schema', 'auth-schema'])
  const [before = ''] = posix.normalize(existing).split('*')
  const folder = /\.[cm]?[jt]s$/.test(before) ? posix.dirname(before) : posix.join(before, '.')
  return await freePath({ ...place, folder }, ['auth-schema', 'lucia-schema'])
}

import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type Looked, pathsIn } from './paths-in.ts'
import { parseSource, type Source } from './syntax.ts'

const leftOut = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'migrations'])
const isOfInterest =
  /lucia|drizzle-orm|better-sqlite3|@libsql\/client|['"](pg|postgres)['"]|mysql2|@planetscale\/database|@neondatabase|@electric-sql|D1Database|Hyperdrive|CloudflareBindings/i
const isComponent = /\.(svelte|vue|astro)$/
/** The app's code, without that of another package in its folder. */
const code: Looked = {
  isLeftOut: (name) => leftOut.has(name),
  isWanted: (name) => /\.[cm]?[jt]sx?$/.test(name) || isComponent.test(name),
  isOther: (names) => names.includes('package.json'),
}
const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts']

/** The code of an app, by paths from its folder. Nothing of it is run. */
export class AppFiles {
  readonly paths: string[]
  /** Files with code in them, which are not parsed: those of Svelte, Vue and Astro. */
  readonly components: string[]
  /** The files that have to do with Lucia or a database. */
  readonly sources: Source[]
  /** The same with their texts, and those that cannot be parsed. */
  readonly texts: { path: string; text: string }[]
  readonly #folder: string
  readonly #aliases: Readonly<Record<string, string[]>>
  readonly #parsed = new Map<string, Source | undefined>()

  private constructor(folder: string, paths: string[], aliases: Record<string, string[]>) {
    this.#folder = folder
    this.#aliases = aliases
    this.paths = paths.filter((path) => !isComponent.test(path))
    this.components = paths.filter((path) => isComponent.test(path))
    this.texts = this.paths
      .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
      .filter(({ text }) => isOfInterest.test(text))
    this.sources = this.texts.flatMap(({ path }) => this.get(path) ?? [])
  }

  /** Reads an app. The aliases are the `paths` of its tsconfig.json. */
  static async read(folder: string, aliases: Record<string, string[]>): Promise<AppFiles> {
    return new AppFiles(folder, await pathsIn(folder, code), aliases)
  }

  /** A file, parsed; undefined when there is none, or it is no code. */
  get(path: string): Source | undefined {
    if (!this.#parsed.has(path)) {
      const text = this.paths.includes(path) ? readFileSync(join(this.#folder, path), 'utf8') : ''
      this.#parsed.set(path, text === '' ? undefined : parseSource(path, text))
    }
    return this.#parsed.get(path)
  }

  /** The file of the app that another one means by a module's name. */
  imported(from: string, module: string): Source | undefined {
    for (const path of this.#candidates(from, module)) {
      const stem = path.replace(/\.[cm]?jsx?$/, '')
      const tried = [path, ...endings.flatMap((end) => [stem + end, `${path}/index${end}`])]
      const found = tried.find((one) => this.paths.includes(one))
      if (found) return this.get(found)
    }
    return undefined
  }

  #candidates(from: string, module: string): string[] {
    if (module.startsWith('.')) return [posix.join(posix.dirname(from), module)]
    const ofAliases = Object.entries(this.#aliases).flatMap(([alias, targets]) => {
      const [before = '', after] = alias.split('*')
      if (after === undefined ? module !== alias : !module.startsWith(before)) return []
      const rest = module.slice(before.length)
      return targets.map((target) => posix.normalize(target.replace('*', rest)))
    })
    // What frameworks set up without a word in the app's own tsconfig.json.
    const [, rest] = /^(?:\$lib|@|~)\/(.*)$/.exec(module) ?? []
    const usual = rest === undefined ? [] : [`src/lib/${rest}`, `src/${rest}`, rest]
    return [...ofAliases, ...usual]
  }
}

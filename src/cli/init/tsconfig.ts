import { join, posix } from 'node:path'
import { parse as parseJsonc } from 'jsonc-parser'
import { type DriverName, driverOf } from '../drivers/entries.ts'
import { withListItem } from '../project/json-edit.ts'
import { textOfFile } from '../project/project.ts'
import type { PlanPart } from './plan.ts'

const file = 'tsconfig.json'

/** What an app's tsconfig.json says. */
export interface Tsconfig {
  text: string
  /** The compiler options. */
  options: Readonly<Record<string, unknown>>
  /** The files with what TypeScript is to look at. */
  projects: string[]
  /** Whether these are all files of the app's folder. */
  isOpen: boolean
}

/** Reads an app's tsconfig.json; undefined where there is none. */
export async function readTsconfig(folder: string): Promise<Tsconfig | undefined> {
  const text = await textOfFile(join(folder, file))
  if (text === undefined) return undefined
  const config: unknown = parseJsonc(text)
  const { compilerOptions, files, include, references } = Object(config) as Record<string, unknown>
  // A file that only refers to others has no files of its own.
  const isSolution = Array.isArray(files) && files.length === 0 && Array.isArray(references)
  const projects = isSolution ? references.map(({ path }) => String(path)) : [file]
  const isOpen = files === undefined && include === undefined
  return { text, options: Object(compilerOptions), projects, isOpen }
}

/** The app's other names for folders: `paths`, from the app's folder. */
export async function readAliases(folder: string): Promise<Record<string, string[]>> {
  const { paths, baseUrl = '.' } = (await readTsconfig(folder))?.options ?? {}
  const entries = Object.entries(Object(paths) as Record<string, string[]>)
  return Object.fromEntries(
    entries.map(([alias, targets]) => [
      alias,
      targets.map((target) => posix.join(String(baseUrl), target)),
    ]),
  )
}

/** Whether an option, `module` or `moduleResolution`, is that of Node. */
export function isOfNode(option: unknown): boolean {
  return /^node(16|18|20|next)$/i.test(String(option))
}

/** What the app's TypeScript needs to find this package, and the types of the driver. */
export function tsconfigChanges(tsconfig: Tsconfig | undefined, driver: DriverName): PlanPart {
  if (!tsconfig) return {}
  const { text, options } = tsconfig
  const isClassic = /^classic$/i.test(String(options.moduleResolution))
  const notes = isClassic
    ? [
        `${file}: "moduleResolution" must not be "classic" for TypeScript to find lucia-setup/${driver}.`,
      ]
    : []
  const lacksNode = Array.isArray(options.types) && !options.types.includes('node')
  if (!driverOf(driver).needsNodeTypes || !lacksNode) return { notes }
  const after = withListItem(text, ['compilerOptions', 'types'], '"node"')
  return { changes: [{ path: file, before: text, after }], notes }
}

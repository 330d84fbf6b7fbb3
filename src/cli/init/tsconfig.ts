import { join, posix } from 'node:path'
import { parse as parseJsonc } from 'jsonc-parser'
import { driverOf } from '../drivers/entries.ts'
import { withListItem } from '../project/json-edit.ts'
import { textOfFile } from '../project/project.ts'
import type { Answers } from './answers.ts'
import type { Plan } from './plan.ts'

const file = 'tsconfig.json'

/** The app's tsconfig.json and its compiler options; undefined where there is none. */
export async function readTsconfig(folder: string) {
  const text = await textOfFile(join(folder, file))
  if (text === undefined) return undefined
  const config: unknown = parseJsonc(text)
  const { compilerOptions, files, include, references } = Object(config) as Record<string, unknown>
  const options: Record<string, unknown> = Object(compilerOptions)
  // A file that only refers to others has no files of its own.
  const isSolution = Array.isArray(files) && files.length === 0 && Array.isArray(references)
  const projects = isSolution ? references.map(({ path }) => String(path)) : [file]
  return { text, options, projects, isOpen: files === undefined && include === undefined }
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

/**
 * Whether TypeScript compiles all files of the app's folder into another: one more file beside `src`
 * would move what it writes from `dist/index.js` to `dist/src/index.js`.
 */
export async function compilesFolder(folder: string): Promise<boolean> {
  const { options, isOpen } = (await readTsconfig(folder)) ?? {}
  return Boolean(isOpen && options?.outDir && !options.noEmit)
}

/** What the app's TypeScript needs to find this package, and the types of the driver. */
export async function tsconfigChanges(
  folder: string,
  { driver }: Answers,
): Promise<Pick<Plan, 'changes' | 'notes'>> {
  const { text, options } = (await readTsconfig(folder)) ?? {}
  if (text === undefined || !options) return { changes: [], notes: [] }
  const { moduleResolution, types } = options
  const notes: string[] = []
  if (/^classic$/i.test(String(moduleResolution))) {
    notes.push(
      `${file}: "moduleResolution" must not be "classic" for TypeScript to find lucia-setup/${driver}.`,
    )
  }
  const { needsNodeTypes } = driverOf(driver)
  if (!needsNodeTypes || !Array.isArray(types) || types.includes('node'))
    return { changes: [], notes }
  const after = withListItem(text, ['compilerOptions', 'types'], '"node"')
  return { changes: [{ path: file, before: text, after }], notes }
}

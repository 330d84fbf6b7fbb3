import { dirname, join, posix } from 'node:path'
import { parse as parseJsonc } from 'jsonc-parser'
import { textOfFile } from '../project.ts'
import type { Source } from '../syntax.ts'

/** How the app's files name each other: `./schema`, `./schema.js` or `./schema.ts`. */
export type ImportExtension = '' | '.js' | '.ts'

/** The ending of the app's relative imports: as its files have it, else as its tsconfig asks for. */
export async function importExtension(folder: string, sources: Source[]): Promise<ImportExtension> {
  for (const { program } of sources) {
    for (const statement of program.body) {
      if (statement.type !== 'ImportDeclaration' || !statement.source.value.startsWith('.'))
        continue
      const [, extension] = /(\.[jt]s)$/.exec(statement.source.value) ?? []
      return (extension ?? '') as ImportExtension
    }
  }
  const options = await compilerOptions(folder)
  if (options?.allowImportingTsExtensions) return '.ts'
  const resolution = String(options?.moduleResolution ?? options?.module ?? '')
  return /^node(16|18|20|next)$/i.test(resolution) ? '.js' : ''
}

/** The compiler options of the app's tsconfig.json; undefined where there is none. */
export async function compilerOptions(
  folder: string,
): Promise<Record<string, unknown> | undefined> {
  const text = await textOfFile(join(folder, 'tsconfig.json'))
  const config: unknown = text === undefined ? undefined : parseJsonc(text)
  if (text === undefined) return undefined
  return (Object(config) as { compilerOptions?: Record<string, unknown> }).compilerOptions ?? {}
}

/** How one file of the app imports another. */
export function importPath(from: string, to: string, extension: ImportExtension): string {
  const path = posix.relative(dirname(from), to.replace(/\.[cm]?[jt]sx?$/, ''))
  return `${path.startsWith('.') ? '' : './'}${path}${extension}`
}

import { dirname, posix } from 'node:path'
import type { App } from '../project/app.ts'
import { readTsconfig } from './tsconfig.ts'

/** How the app's files name each other: `./schema`, `./schema.js` or `./schema.ts`. */
export type ImportExtension = '' | '.js' | '.ts'

/** The ending of the app's relative imports: as its files have it, else as its tsconfig asks for. */
export async function importExtension(
  { folder, files: { sources } }: App,
  language: 'ts' | 'js',
): Promise<ImportExtension> {
  for (const { program } of sources) {
    for (const statement of program.body) {
      if (statement.type !== 'ImportDeclaration' || !statement.source.value.startsWith('.'))
        continue
      const [, extension] = /(\.[jt]s)$/.exec(statement.source.value) ?? []
      return (extension ?? '') as ImportExtension
    }
  }
  if (language === 'js') return '.js'
  const { options } = (await readTsconfig(folder)) ?? {}
  if (options?.allowImportingTsExtensions) return '.ts'
  const resolution = String(options?.moduleResolution ?? options?.module ?? '')
  return /^node(16|18|20|next)$/i.test(resolution) ? '.js' : ''
}

/** How one file of the app imports another. What Node knows by its ending keeps it. */
export function importPath(from: string, to: string, extension: ImportExtension): string {
  const path = posix.relative(dirname(from), to.replace(/\.[cm]?[jt]sx?$/, ''))
  const [, letter] = /\.([cm])[jt]s$/.exec(to) ?? []
  const own = letter ? `.${letter}js` : extension
  return `${path.startsWith('.') ? '' : './'}${path}${own}`
}

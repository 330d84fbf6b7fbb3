import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from './run.ts'
import { pathOfText, programOf } from './text-files.ts'

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const subpaths = Object.keys(exports).map((path) => path.slice('./'.length))

/** What an app can import must be there when its code is linked. */
export function exportCases(): void {
  describe('the declarations', () => {
    let declared: Map<string, string[]>

    beforeAll(() => {
      declared = declaredValues()
    })

    it.each(subpaths)('of %s promise the values that its code exports', async (path) => {
      expect(declared.get(path)).toEqual(await exportedValues(path))
    })
  })
}

/** The names that can be used as values, not those that are exported as types alone. */
function declaredValues(): Map<string, string[]> {
  const named = symbols()
  const texts = subpaths.map((path) => {
    const lines = named.get(path)?.map((name) => `void module.${name}`) ?? []
    return [`import * as module from 'lucia-setup/${path}'`, ...lines].join('\n')
  })
  const program = programOf(texts)
  return new Map(
    subpaths.map((path, index) => {
      const names = named.get(path) ?? []
      const source = program.getSourceFile(pathOfText(index))
      const refused = program.getSemanticDiagnostics(source).map(({ start = 0 }) => {
        const { line } = ts.getLineAndCharacterOfPosition(source as ts.SourceFile, start)
        return names[line - 1]
      })
      return [path, names.filter((name) => !refused.includes(name)).sort()]
    }),
  )
}

/** All that a subpath exports, by the subpath. */
function symbols(): Map<string, string[]> {
  const program = programOf(subpaths.map((path) => `export * from 'lucia-setup/${path}'`))
  const checker = program.getTypeChecker()
  return new Map(
    subpaths.map((path) => {
      const file = program.getSourceFile(join(root, `dist/${path}.d.ts`))
      const module = file && checker.getSymbolAtLocation(file)
      return [path, module ? checker.getExportsOfModule(module).map(({ name }) => name) : []]
    }),
  )
}

async function exportedValues(path: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, `dist/${path}.js`)],
    metafile: true,
    write: false,
    outdir: 'out',
    format: 'esm',
  })
  return Object.values(metafile.outputs)
    .flatMap((output) => output.exports)
    .sort()
}

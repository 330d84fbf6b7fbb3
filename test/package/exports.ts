import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { root } from './run.ts'

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const subpaths = Object.keys(exports).map((path) => path.slice('./'.length))

/** What an app can import must be there when its code is linked. */
export function exportCases(): void {
  describe('the declarations', () => {
    it.each(subpaths)('of %s promise the values that its code exports', async (path) => {
      expect(declaredValues(path)).toEqual(await exportedValues(path))
    })
  })
}

/** The names that can be used as values, not those that are exported as types alone. */
function declaredValues(path: string): string[] {
  const file = join(root, 'exports.ts')
  const names = symbolsOf(path)
  const lines = names.map((name) => `void module.${name}`)
  const text = [`import * as module from 'lucia-setup/${path}'`, ...lines].join('\n')
  const program = programOf(file, text)
  const source = program.getSourceFile(file)
  const refused = program.getSemanticDiagnostics(source).map(({ start = 0 }) => {
    const { line } = ts.getLineAndCharacterOfPosition(source as ts.SourceFile, start)
    return names[line - 1]
  })
  return names.filter((name) => !refused.includes(name)).sort()
}

function symbolsOf(path: string): string[] {
  const program = programOf(join(root, 'exports.ts'), `export * from 'lucia-setup/${path}'`)
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(join(root, `dist/${path}.d.ts`))
  const module = file && checker.getSymbolAtLocation(file)
  return module ? checker.getExportsOfModule(module).map(({ name }) => name) : []
}

function programOf(file: string, text: string): ts.Program {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
      : getSourceFile(name, ...rest)
  return ts.createProgram([file], options, host)
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

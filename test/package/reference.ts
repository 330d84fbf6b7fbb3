import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { root } from './run.ts'

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const subpaths = Object.keys(exports).map((path) => path.slice('./'.length))

/** The declarations are the reference: editors show them, and agents read them beside the code. */
export function referenceCases(): void {
  const program = ts.createProgram(
    subpaths.map((path) => join(root, `dist/${path}.d.ts`)),
    { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] },
  )
  const checker = program.getTypeChecker()
  const documentation = (symbol: ts.Symbol) =>
    ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim()

  describe.each(subpaths)('the reference of %s', (path) => {
    const symbols = exportsOf(checker, program.getSourceFile(join(root, `dist/${path}.d.ts`)))

    it('says what each export is for', () => {
      expect(symbols.filter((symbol) => documentation(symbol) === '').map(nameOf)).toEqual([])
    })

    it('has an example of each function, if only in a word', () => {
      const hasExample = (symbol: ts.Symbol) =>
        symbol.getJsDocTags(checker).some(({ name }) => name === 'example') ||
        new RegExp(`\`.*${symbol.name}\\(.*\``).test(documentation(symbol))
      const functions = symbols.filter((symbol) => isFunction(checker, symbol))
      expect(functions.filter((symbol) => !hasExample(symbol)).map(nameOf)).toEqual([])
    })

    it('says of each option what it means', () => {
      const options = symbols.filter(({ name }) => name.endsWith('Options'))
      const properties = options.flatMap((symbol) =>
        checker.getDeclaredTypeOfSymbol(symbol).getProperties(),
      )
      expect(properties.filter((symbol) => documentation(symbol) === '').map(nameOf)).toEqual([])
    })

    it('says which error a wrong set-up is', () => {
      const made = symbols.filter(({ name }) => /^create[A-Z]/.test(name))
      expect(
        made.filter((symbol) => !/SetupError/.test(documentation(symbol))).map(nameOf),
      ).toEqual([])
    })
  })
}

const nameOf = ({ name }: ts.Symbol) => name

function exportsOf(checker: ts.TypeChecker, file: ts.SourceFile | undefined): ts.Symbol[] {
  const module = file && checker.getSymbolAtLocation(file)
  if (!module) throw new Error(`${file?.fileName} has no exports`)
  return checker
    .getExportsOfModule(module)
    .map((symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    )
}

function isFunction(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const { valueDeclaration } = symbol
  if (!valueDeclaration || ts.isClassDeclaration(valueDeclaration)) return false
  return checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0
}

import type { ImportDeclaration, VariableDeclaration } from '@babel/types'
import type MagicString from 'magic-string'
import { namesOfPattern, requiredModule } from '../../project/imports.ts'
import { nodesIn, rangeOf, type Source, textOf } from '../../project/syntax.ts'
import { removeLine } from './statements.ts'

/** An import, or a `require()` or `await import()`: the names that it brings, and from where. */
interface ImportStatement {
  node: ImportDeclaration | VariableDeclaration
  module: string
  locals: string[]
}

/**
 * Adds imports, each of names and a module, behind that of a module; takes out names that are of no
 * use any more.
 */
export function editImports(
  source: Source,
  code: MagicString,
  behind: string,
  added: string[][],
  unused: Set<string>,
): void {
  const statements = importStatements(source)
  const anchor = statements.find(({ module }) => module === behind)
  if (!anchor) throw new Error(`${behind} is not imported`)
  for (const statement of statements) {
    const isGone = statement.locals.every((local) => unused.has(local))
    const lines = statement === anchor ? added.map((one) => lineLike(source, anchor, one)) : []
    const range = rangeOf(statement.node)
    if (isGone && lines.length === 0) removeLine(source, code, range)
    else if (isGone) code.overwrite(...range, lines.join('\n'))
    else {
      editNames(source, code, statement, (local) => (unused.has(local) ? [] : undefined))
      if (lines.length > 0) code.appendRight(range[1], `\n${lines.join('\n')}`)
    }
  }
}

/** Puts other names in the place of an imported one. */
export function renameImport(source: Source, code: MagicString, name: string, names: string[]) {
  for (const statement of importStatements(source)) {
    editNames(source, code, statement, (local) => (local === name ? names : undefined))
  }
}

function importStatements(source: Source): ImportStatement[] {
  return [...nodesIn(source.program)].flatMap((node): ImportStatement[] => {
    if (node.type === 'ImportDeclaration') {
      const locals = node.specifiers.map(({ local }) => local.name)
      return locals.length > 0 ? [{ node, module: node.source.value, locals }] : []
    }
    const [declared] = node.type === 'VariableDeclaration' ? node.declarations : []
    const module = requiredModule(declared?.init)
    if (node.type !== 'VariableDeclaration' || !declared || module === undefined) return []
    const locals = namesOfPattern(declared.id).map(([local]) => local)
    return locals.length > 0 ? [{ node, module, locals }] : []
  })
}

/** The braces of an import with other names in the place of some; those of no others stay. */
function editNames(
  source: Source,
  code: MagicString,
  { node, locals }: ImportStatement,
  othersOf: (local: string) => string[] | undefined,
) {
  const text = textOf(source, node)
  const braces = /\{[^}]*\}/.exec(text)
  if (!braces || !locals.some(othersOf)) return
  const written = braces[0].slice(1, -1).split(',')
  const names = written
    .map((one) => one.trim())
    .flatMap((one) => othersOf(one.replace(/^type\s+|^.*(\sas\s|:)\s*/g, '')) ?? (one || []))
  if (names.length === 0) return removeLine(source, code, rangeOf(node))
  const start = rangeOf(node)[0] + braces.index
  code.overwrite(start, start + braces[0].length, `{ ${names.join(', ')} }`)
}

/** A statement that imports names in the way of another one: its quotes, and a semicolon or none. */
function lineLike(source: Source, { node }: ImportStatement, [names = '', module = '']: string[]) {
  const text = textOf(source, node)
  const quote = text.includes('"') ? '"' : "'"
  const from = `${quote}${module}${quote}`
  const end = text.endsWith(';') ? ';' : ''
  const [, whole] = /^\* as (.+)$/.exec(names) ?? []
  if (node.type === 'ImportDeclaration') {
    return `import ${whole ? names : `{ ${names} }`} from ${from}${end}`
  }
  const required = text.includes('require(') ? `require(${from})` : `await import(${from})`
  return `const ${whole ?? `{ ${names.replace(' as ', ': ')} }`} = ${required}${end}`
}

import type { ImportDeclaration, VariableDeclaration } from '@babel/types'
import type MagicString from 'magic-string'
import { importsOf, namesOfPattern, requiredModule } from '../../project/imports.ts'
import { nodesIn, rangeOf, type Source, textOf } from '../../project/syntax.ts'
import { removeLine } from '../specifiers.ts'
import type { ExistingLucia } from './find-set-up.ts'

/** An import, or a `require()` or `await import()`: the names that it brings, and from where. */
interface ImportStatement {
  node: ImportDeclaration | VariableDeclaration
  module: string
  locals: string[]
}

/**
 * Imports `createAuth()` where `lucia()` was imported, and Hono's middleware from here; takes out
 * the names that are of no use any more.
 */
export function replaceImports(
  { source, driver }: ExistingLucia,
  code: MagicString,
  name: string,
  unused: Set<string>,
): void {
  const added = [[name === 'createAuth' ? name : `createAuth as ${name}`, `lucia-setup/${driver}`]]
  const hono = [...importsOf(source)].find(
    ([, { module, name }]) => module === 'lucia/middleware' && name === 'hono',
  )
  if (hono) {
    const [local] = hono
    added.push([local === 'hono' ? local : `hono as ${local}`, 'lucia-setup/hono'])
    unused.add(local)
  }
  editImports(source, code, 'lucia', added, unused)
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
    const isTouched = statement.locals.some((local) => unused.has(local))
    const lines = statement === anchor ? added.map((one) => lineLike(source, anchor, one)) : []
    const range = rangeOf(statement.node)
    if (isTouched && isGone && lines.length === 0) removeLine(source, code, range)
    else if (isTouched && isGone) code.overwrite(...range, lines.join('\n'))
    else {
      if (isTouched) keepNames(source, code, statement, unused)
      if (lines.length > 0) code.appendRight(range[1], `\n${lines.join('\n')}`)
    }
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

/** The braces of an import without some of its names. */
function keepNames(
  source: Source,
  code: MagicString,
  { node }: ImportStatement,
  unused: Set<string>,
): void {
  const text = textOf(source, node)
  const braces = /\{[^}]*\}/.exec(text)
  if (!braces) return
  const kept = braces[0]
    .slice(1, -1)
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !unused.has(one.replace(/^type\s+|^.*(\sas\s|:)\s*/g, '')))
  const start = rangeOf(node)[0] + braces.index
  code.overwrite(start, start + braces[0].length, `{ ${kept.join(', ')} }`)
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

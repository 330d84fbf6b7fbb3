import type { Node } from '@babel/types'
import MagicString from 'magic-string'
import { driverOf } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import { importsOf } from '../../project/imports.ts'
import {
  declarationOf,
  declarationsOf,
  nameOf,
  namesIn,
  nodesIn,
  placeOf,
  propertyOf,
  rangeOf,
  type Source,
  textOf,
  unwrap,
} from '../../project/syntax.ts'
import { editImports } from '../edit/imports.ts'
import { isIn, leftoversOf } from '../edit/leftovers.ts'
import { removeLine, withComma, withEndingsOf } from '../edit/statements.ts'
import { isPlain } from './adapter-call.ts'
import type { ExistingLucia } from './find-set-up.ts'

/**
 * The file of a set-up of Lucia v2 with `createAuth()` in place of `lucia()`, on the same handle and
 * tables. All else stays as it is written: exports, the other options, comments.
 */
export function replaceSetUp(lucia: ExistingLucia): string {
  const { source, call, property, adapter, constants, handle, names, session } = lucia
  const code = new MagicString(source.text)
  const name = namesIn(source).has('createAuth') ? 'createLuciaAuth' : 'createAuth'
  const made = madeHandle(lucia)
  const last = made ? constants.at(-1) : undefined
  if (last?.init && made) {
    // It is made where it was made, and once.
    code.overwrite(...rangeOf(last.id), made)
    code.overwrite(...rangeOf(last.init), textOf(source, handle))
  }
  const held = constants.filter((one) => one !== last).map(({ statement }) => statement)
  const kept = [handle, names, session].flatMap((node) => node ?? [])
  const gone = [call.callee, property, adapter, ...held, ...moveOptions(lucia, code)]
  const leftovers = leftoversOf(source, gone, kept)
  const statements = new Set([...held, ...leftovers.constants.map(({ statement }) => statement)])
  for (const statement of statements) removeLine(source, code, rangeOf(statement))
  replaceCall(lucia, code, name, made ?? textOf(source, handle))
  replaceImports(lucia, code, name, leftovers.imports)
  return withEndingsOf(source, code.toString())
}

/**
 * Moves options that are in a constant into the call, where TypeScript knows what they are for: their
 * types are Lucia's. What stood around them goes.
 */
function moveOptions({ source, call, options }: ExistingLucia, code: MagicString): Node[] {
  const [argument] = call.arguments
  const declared = argument && declarationOf(source, nameOf(argument) ?? '')
  if (!argument || !declared?.init) return []
  const [start, end] = rangeOf(options)
  const [from, to] = rangeOf(declared.statement)
  code.remove(...rangeOf(argument))
  code.move(start, end, rangeOf(argument)[0])
  removeLine(source, code, [from, start])
  removeLine(source, code, [end, to])
  return [declared.id, ...nodesIn(declared.init)].flatMap((node) =>
    'typeAnnotation' in node && node.typeAnnotation && !isIn([options], node)
      ? node.typeAnnotation
      : [],
  )
}

/** The name for a handle that the code makes for the adapter alone, which then is a constant. */
function madeHandle({ source, constants, handle, driver }: ExistingLucia): string | undefined {
  const constant = constants.at(-1)
  if (!constant || isPlain(textOf(source, handle))) return undefined
  const { node, dialect } = driverOf(driver)
  const name = node?.name ?? (dialect ? 'database' : 'client')
  return namesIn(source).has(name) ? `${nameOf(constant.id)}Handle` : name
}

function replaceCall(lucia: ExistingLucia, code: MagicString, name: string, handle: string): void {
  const { source, call, options, property, session, driver } = lucia
  const before = source.text.slice(0, rangeOf(property)[0])
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const separator = line.trim() === '' ? `,\n${line}` : ', '
  const quote = quoteOf(source)
  const members = [
    ...namesCode(lucia),
    // Prisma's client knows the attributes.
    ...(driverOf(driver).dialect ? [`attributes: ${quote}columns${quote}`] : []),
    ...(session ? [`sessionAdapter: ${textOf(source, session)}`] : []),
  ]
  code.overwrite(...rangeOf(call.callee), name)
  code.appendLeft(rangeOf(call.arguments[0] ?? options)[0], `${handle}, `)
  if (members.length > 0) code.overwrite(...rangeOf(property), members.join(separator))
  else code.remove(...withComma(source, property))
  const variable = variableOf(source, call)
  if (variable && nameOf(variable) === 'auth') code.overwrite(...rangeOf(variable), '{ auth }')
  else code.appendRight(rangeOf(call)[1], '.auth')
}

/**
 * `tableNames`, or Prisma's `models`, as the app writes them. Where the sessions are elsewhere they
 * have no table.
 */
function namesCode({ source, names, session, driver }: ExistingLucia): string[] {
  if (!names) return []
  const option = driverOf(driver).dialect ? 'tableNames' : 'models'
  const text = textOf(source, names)
  if (!session) return [text === option ? text : `${option}: ${text}`]
  const literal = unwrap(names)
  if (literal.type !== 'ObjectExpression') {
    if (!isPlain(text)) {
      throw new Failure(
        `${placeOf(source, names)}: the table names must be a constant or written out to be taken over`,
      )
    }
    return [`${option}: { user: ${text}.user, key: ${text}.key }`]
  }
  const kept = ['user', 'key'].flatMap((part) => {
    const value = propertyOf(literal, part)
    return value ? `${part}: ${textOf(source, value)}` : []
  })
  return [`${option}: { ${kept.join(', ')} }`]
}

/** The plain variable that a call is the value of. */
function variableOf(source: Source, call: Node) {
  const id = declarationsOf(source).find(({ init }) => init === call)?.id
  return id?.type === 'Identifier' && !id.typeAnnotation ? id : undefined
}

/** The quotation mark of the file's imports. */
function quoteOf({ text }: Source): string {
  return /\b(?:from\s*|require\(|import\()(['"])/.exec(text)?.[1] ?? "'"
}

/**
 * Imports `createAuth()` where `lucia()` was imported, and Hono's middleware from here; takes out
 * the names that are of no use any more.
 */
function replaceImports(
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

import type { CallExpression, Expression, Node, ObjectExpression } from '@babel/types'
import type { TableNames } from '../../../internal/schema/names.ts'
import { type DriverName, driverNames, driverOf } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import type { AppFiles } from '../../project/app-files.ts'
import { follow, type Located, literalOf } from '../../project/constants.ts'
import { importedAs, importsOf } from '../../project/imports.ts'
import {
  type Declared,
  declarationOf,
  nameOf,
  placeOf,
  propertyOf,
  type Source,
  textOf,
  unwrap,
  usesOf,
} from '../../project/syntax.ts'
import { isIn } from '../edit/leftovers.ts'

/** The adapter of Lucia's that an app uses: its call, and what it is called with. */
export interface AdapterCall {
  driver: DriverName
  adapter: CallExpression
  /** The constants that hold the adapter and nothing else, the one with its call last. */
  constants: Declared[]
  /** The driver's handle: an expression of the file. */
  handle: Expression
  /** The names of the tables, or of Prisma's models: an expression of the file, if there is one. */
  names: Expression | undefined
  /** The names themselves, where the code has them. */
  tableNames: TableNames | undefined
  /** The adapter that holds the sessions elsewhere. */
  session: Node | undefined
}

/** Reads `pg(pool, { user: 'auth_user', ... })`. Throws a `Failure` for what it cannot replace. */
export function readAdapter(
  files: AppFiles,
  source: Source,
  given: Expression,
  options: ObjectExpression,
): AdapterCall {
  const outer = unfold(source, given)
  const { main, session } = splitAdapter(source, outer.node)
  const inner = unfold(source, main)
  const constants = [...outer.constants, ...inner.constants]
  const adapter = callAt(files, { source, node: inner.node })
  const ofAdapter = driverOfAdapter(source, adapter)
  const [handle, names] = adapter.arguments
  // Prisma's models have names by default.
  const isComplete = names ? names.type !== 'SpreadElement' : !driverOf(ofAdapter).dialect
  if (!handle || !isComplete || handle.type === 'SpreadElement') {
    throw new Failure(
      `${placeOf(source, adapter)}: the adapter of lucia() must be given a handle and table names to be replaced. Received ${shorten(textOf(source, adapter))}`,
    )
  }
  const driver = driverOfHandle(files, { source, node: handle }) ?? ofAdapter
  assertNoOtherUses(source, constants, options)
  if (session && constants.length > 0 && !isPlain(textOf(source, session))) {
    throw new Failure(
      `${placeOf(source, session)}: the session adapter must be a constant of its own to be replaced`,
    )
  }
  const tableNames = names
    ? readNames(literalOf({ source, node: names }, files))
    : { user: 'user', session: 'session', key: 'key' }
  return {
    ...{ driver, adapter, constants, session, tableNames },
    handle: handle as Expression,
    names: names as Expression | undefined,
  }
}

/** The call that makes the adapter. Throws a `Failure` where it is none, or in another file. */
function callAt(files: AppFiles, { source, node }: Located): CallExpression {
  if (node.type === 'CallExpression') return node
  const made = follow({ source, node }, files)
  throw new Failure(
    made.source === source
      ? `${placeOf(source, node)}: the adapter of lucia() must be one call to be replaced. Received ${shorten(textOf(source, node))}`
      : `${placeOf(source, node)}: the adapter of lucia() is made in ${placeOf(made.source, made.node)}. Move it to where lucia() is called, then run init again`,
  )
}

/** The driver of a handle that has no adapter of Lucia's, but works with another one's. */
function driverOfHandle(files: AppFiles, located: Located): DriverName | undefined {
  const { source, node } = follow(located, files)
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return undefined
  const made = importedAs(importsOf(source), node.callee)
  return driverNames.find((name) => {
    const { adapter, maker } = driverOf(name)
    const isMade = made && maker?.module.test(made.module)
    return isMade && !adapter && [maker?.name, 'default'].includes(made.name)
  })
}

/** Whether code is a name or a member of one, which can be read as often as one likes. */
export function isPlain(code: string): boolean {
  return /^[\w$.?!]+$/.test(code)
}

/** What an expression is, and the constants of the file that it goes through. */
function unfold(source: Source, given: Node): { node: Node; constants: Declared[] } {
  const node = unwrap(given)
  const declared = node.type === 'Identifier' ? declarationOf(source, node.name) : undefined
  if (declared?.kind !== 'const' || !declared.init || declared.id.type !== 'Identifier') {
    return { node, constants: [] }
  }
  const further = unfold(source, declared.init)
  return { node: further.node, constants: [declared, ...further.constants] }
}

function driverOfAdapter(source: Source, adapter: CallExpression): DriverName {
  const imported = importedAs(importsOf(source), adapter.callee)
  const driver = driverNames.find((name) => driverOf(name).adapter === imported?.name)
  const isLucias = /^@lucia-auth\/adapter-/.test(imported?.module ?? '')
  if (isLucias && driver) return driver
  throw new Failure(
    `${placeOf(source, adapter)}: the adapter ${textOf(source, adapter.callee)}() of ${imported?.module ?? 'the app'} has no counterpart here`,
  )
}

/** `adapter` is one adapter, or `{ user, session }` when sessions are held elsewhere. */
function splitAdapter(source: Source, node: Node): { main: Node; session: Node | undefined } {
  if (node.type !== 'ObjectExpression') return { main: node, session: undefined }
  const [main, session] = [propertyOf(node, 'user'), propertyOf(node, 'session')]
  if (main && session) return { main, session }
  throw new Failure(
    `${placeOf(source, node)}: the adapter of lucia() must have a user and a session adapter`,
  )
}

/** Throws a `Failure` when anything but the options uses the constants that hold the adapter. */
function assertNoOtherUses(source: Source, constants: Declared[], options: ObjectExpression) {
  const own = [options, ...constants.flatMap(({ init }) => init ?? [])]
  for (const { id, isExported, statement } of constants) {
    const other = usesOf(source, nameOf(id) ?? '').find((node) => !isIn(own, node))
    if (!isExported && !other) continue
    throw new Failure(
      `${placeOf(source, other ?? statement)}: the adapter of lucia() has other uses, so replace it by hand`,
    )
  }
}

function readNames(value: unknown): TableNames | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { user, session, key } = value as Record<string, unknown>
  if (typeof user !== 'string' || typeof key !== 'string') return undefined
  // Where the sessions are elsewhere, it is null.
  if (typeof session !== 'string' && session !== null) return undefined
  return { user, session: session ?? '', key }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 57)}...` : line
}

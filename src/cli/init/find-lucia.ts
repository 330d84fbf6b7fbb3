import type { CallExpression, Expression, Node, ObjectExpression } from '@babel/types'
import type { TableNames } from '../../internal/schema/names.ts'
import { type DriverName, driverNames, driverOf } from '../drivers/entries.ts'
import { Failure } from '../failure.ts'
import {
  importsOf,
  literalOf,
  nodesIn,
  propertyOf,
  resolve,
  type Source,
  textOf,
} from '../project/syntax.ts'

/** A `lucia({ adapter: ... })` of Lucia v2 in the app. */
export interface ExistingLucia {
  source: Source
  call: CallExpression
  options: ObjectExpression
  driver: DriverName
  /** The adapter's call, and its database: code of the file. */
  adapter: CallExpression
  handle: string
  /** The table names, where the code has them literally. */
  tableNames: Partial<TableNames> | undefined
  /** Code of the adapter that holds the sessions elsewhere. */
  sessionAdapter: string | undefined
}

/** The file in which the app calls `createAuth()` already. */
export function findCreateAuth(sources: Source[]): Source | undefined {
  return sources.find((source) =>
    [...importsOf(source).values()].some(
      ({ module, name }) => module.startsWith('lucia-setup/') && name === 'createAuth',
    ),
  )
}

/** Throws a `Failure` when the app depends on another version than Lucia v2. */
export function assertLucia2(dependencies: Readonly<Record<string, string>>): void {
  const { lucia } = dependencies
  const [, major] = /^[\^~>=\sv]*(\d+)/.exec(lucia ?? '') ?? []
  if (major !== undefined && major !== '2') {
    throw new Failure(`package.json depends on lucia ${lucia}: this is for Lucia v2`)
  }
}

/** The app's set-up of Lucia v2. Throws a `Failure` when it cannot be replaced by a program. */
export function findLucia(sources: Source[]): ExistingLucia | undefined {
  const found = sources.flatMap((source) => luciaCalls(source).map((call) => ({ source, call })))
  const [first, second] = found
  if (!first) return undefined
  if (second) {
    const places = found.map(({ source }) => source.path).join(' and ')
    throw new Failure(`Lucia is set up more than once, in ${places}: replace them by hand`)
  }
  return readCall(first.source, first.call)
}

function luciaCalls(source: Source): CallExpression[] {
  const imports = importsOf(source)
  return [...nodesIn(source.program)].filter((node): node is CallExpression => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false
    const imported = imports.get(node.callee.name)
    return imported?.module === 'lucia' && imported.name === 'lucia'
  })
}

function readCall(source: Source, call: CallExpression): ExistingLucia {
  const [options] = call.arguments
  const adapter = options?.type === 'ObjectExpression' ? propertyOf(options, 'adapter') : undefined
  if (options?.type !== 'ObjectExpression' || !adapter) throw unreadable(source, 'lucia()')
  const { main, sessionAdapter } = splitAdapter(source, adapter)
  if (main.type !== 'CallExpression' || main.callee.type !== 'Identifier') {
    throw unreadable(source, 'the adapter of lucia()')
  }
  const imported = importsOf(source).get(main.callee.name)
  const driver = driverNames.find((name) => driverOf(name).adapter === imported?.name)
  if (!driver || !/^@lucia-auth\/adapter-/.test(imported?.module ?? '')) {
    throw new Failure(
      `${source.path}: the adapter ${main.callee.name}() of ${imported?.module ?? 'the app'} has no counterpart here`,
    )
  }
  const [handle, names] = main.arguments
  if (!handle) throw unreadable(source, 'the adapter of lucia()')
  return {
    source,
    call,
    options,
    driver,
    adapter: main,
    handle: textOf(source, handle),
    tableNames: readNames(literalOf(source, names)),
    sessionAdapter: sessionAdapter && textOf(source, sessionAdapter),
  }
}

/** `adapter` is one adapter, or `{ user, session }` when sessions are held elsewhere. */
function splitAdapter(source: Source, adapter: Expression): { main: Node; sessionAdapter?: Node } {
  const resolved = resolve(source, adapter)
  if (resolved.type !== 'ObjectExpression') return { main: resolved }
  const [user, session] = [propertyOf(resolved, 'user'), propertyOf(resolved, 'session')]
  if (!user || !session) throw unreadable(source, 'the adapter of lucia()')
  return { main: resolve(source, user), sessionAdapter: session }
}

function readNames(value: unknown): Partial<TableNames> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { user, session, key } = value as Record<string, unknown>
  if (typeof user !== 'string' || typeof key !== 'string') return undefined
  return typeof session === 'string' ? { user, session, key } : { user, key }
}

function unreadable({ path }: Source, what: string): Failure {
  return new Failure(`${path}: ${what} is not written out there, so replace it by hand`)
}

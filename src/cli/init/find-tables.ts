import type { CallExpression, Node } from '@babel/types'
import { luciaNames, parts, type TableNames } from '../../internal/schema/names.ts'
import { literalOf } from '../project/constants.ts'
import { importsOf, namesOfPattern } from '../project/imports.ts'
import {
  type Declared,
  declarationOf,
  declarationsOf,
  nameOf,
  type Source,
} from '../project/syntax.ts'

/** A table of the app's own Drizzle schema. */
export interface OwnTable {
  source: Source
  /** The name that it is exported under. */
  exportName: string
  /** The name in the database, where the code has it. */
  tableName: string | undefined
  /** The properties of its columns, with the call that makes each column. */
  columns: Map<string, Node>
}

/** The Drizzle tables that the app exports. */
export function findTables(sources: Source[]): OwnTable[] {
  return sources.flatMap((source) => {
    const isTable = tableFunctions(source)
    return exportedConstants(source).flatMap(({ id, init }): OwnTable[] => {
      if (id.type !== 'Identifier' || init?.type !== 'CallExpression') return []
      if (!isTable(init.callee)) return []
      const [name, columns] = init.arguments
      const tableName = name && literalOf({ source, node: name })
      const properties = columns?.type === 'ObjectExpression' ? columns.properties : []
      const entries = properties.flatMap((property): [string, Node][] =>
        property.type === 'ObjectProperty' ? [[nameOf(property.key) ?? '', property.value]] : [],
      )
      const known = typeof tableName === 'string' ? tableName : undefined
      return [{ source, exportName: id.name, tableName: known, columns: new Map(entries) }]
    })
  })
}

/** Tells what makes a table: `pgTable()`, a function of `pgTableCreator()`, `pgSchema().table()`. */
function tableFunctions(source: Source): (callee: Node) => boolean {
  const imports = importsOf(source)
  const imported = (node: Node, name: RegExp) => {
    const found = imports.get(nameOf(node) ?? '')
    return found !== undefined && (name.test(found.name) || !found.module.startsWith('drizzle-orm'))
  }
  return (callee) => {
    if (imports.get(nameOf(callee) ?? '')?.name.match(/^(sqlite|pg|mysql)Table$/)) return true
    const maker = callee.type === 'MemberExpression' ? callee.object : callee
    const made = declarationOf(source, nameOf(maker) ?? '')?.init
    if (made?.type === 'CallExpression') {
      return imported(made.callee, /^(sqlite|pg|mysql)(TableCreator|Schema)$/)
    }
    return /^\w*[tT]able$/.test(nameOf(callee) ?? '') && imported(callee, /Table/)
  }
}

/** Whether a table has all columns that Lucia needs in one of its own. */
export function hasColumnsOf(part: keyof TableNames, { columns }: OwnTable): boolean {
  return Object.keys(luciaNames[part]).every((name) => columns.has(name))
}

/** The app's own tables for Lucia: one with the columns of each, all in one file. */
interface OwnLuciaTables {
  source: Source
  /** The names that they are exported under. */
  names: TableNames
}

/** The app's own Drizzle tables that Lucia can use as they are, or those of a `createSchema()`. */
export function findLuciaTables(sources: Source[]): OwnLuciaTables | undefined {
  const tables = findTables(sources)
  const session = tables.find((table) => hasColumnsOf('session', table))
  const together = tables.filter(({ source }) => source === session?.source)
  const key = together.find((table) => hasColumnsOf('key', table))
  const referred = session && referredTable(session)
  const user = together.find(
    (table) => table.exportName === referred && hasColumnsOf('user', table),
  )
  if (!session || !key || !user) return findCreatedTables(sources)
  return {
    source: session.source,
    names: { user: user.exportName, session: session.exportName, key: key.exportName },
  }
}

/** `export const { user, session, key } = createSchema()`. */
function findCreatedTables(sources: Source[]): OwnLuciaTables | undefined {
  for (const source of sources) {
    const imports = importsOf(source)
    for (const { id, init } of exportedConstants(source)) {
      const callee = init?.type === 'CallExpression' ? nameOf(init.callee) : undefined
      const isCreated = imports.get(callee ?? '')?.module.startsWith('lucia-setup/schema/')
      if (!isCreated || id.type !== 'ObjectPattern') continue
      const names = new Map(namesOfPattern(id).map(([local, name]) => [name, local]))
      const [user, session, key] = parts.map((part) => names.get(part))
      if (user && session && key) return { source, names: { user, session, key } }
    }
  }
  return undefined
}

/** The table that a session's `userId` refers to, else one called `user`. */
function referredTable({ source, columns }: OwnTable): string {
  const column = columns.get('userId')
  const text = column ? source.text.slice(column.start ?? 0, column.end ?? 0) : ''
  return /references\(\s*\(\)\s*(?::\s*\w+\s*)?=>\s*(\w+)\.id/.exec(text)?.[1] ?? 'user'
}

/** The expiries that Lucia's Drizzle guide makes blobs: sessions written through them never expire. */
export function blobExpiries(source: Source): CallExpression[] {
  const imports = importsOf(source)
  return findTables([source])
    .flatMap(({ columns }) => [columns.get('activeExpires'), columns.get('idleExpires')])
    .flatMap((column) => {
      const call = innermostCall(column)
      const name = call && nameOf(call.callee)
      return call && name && imports.get(name)?.name === 'blob' ? [call] : []
    })
}

/** The first call of a chain: `blob('x')` of `blob('x').notNull()`. */
export function innermostCall(node: Node | undefined): CallExpression | undefined {
  if (node?.type !== 'CallExpression') return undefined
  return node.callee.type === 'MemberExpression' ? innermostCall(node.callee.object) : node
}

function exportedConstants(source: Source): Declared[] {
  return declarationsOf(source).filter(({ isExported }) => isExported)
}

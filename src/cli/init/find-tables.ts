import type { CallExpression, Node, Program, VariableDeclarator } from '@babel/types'
import type { DriverName } from '../drivers.ts'
import { importsOf, literalOf, nameOf, type Source } from '../syntax.ts'

/** A table of the app's own Drizzle schema. */
export interface OwnTable {
  source: Source
  /** The name that it is exported under. */
  exportName: string
  /** The name in the database. */
  tableName: string
  /** The properties of its columns, with the call that makes each column. */
  columns: Map<string, Node>
}

const tableFunctions = ['sqliteTable', 'pgTable', 'mysqlTable']
const luciaColumns = {
  user: ['id'],
  session: ['id', 'userId', 'activeExpires', 'idleExpires'],
  key: ['id', 'userId', 'hashedPassword'],
} as const

/** The Drizzle tables that the app exports. */
export function findTables(sources: Source[]): OwnTable[] {
  return sources.flatMap((source) => {
    const imports = importsOf(source)
    return exportedConstants(source.program).flatMap(({ id, init }): OwnTable[] => {
      if (id.type !== 'Identifier' || init?.type !== 'CallExpression') return []
      const imported = imports.get(nameOf(init.callee) ?? '')
      if (!imported || !tableFunctions.includes(imported.name)) return []
      const [name, columns] = init.arguments
      const tableName = literalOf(source, name)
      if (typeof tableName !== 'string' || columns?.type !== 'ObjectExpression') return []
      const entries = columns.properties.flatMap((property): [string, Node][] =>
        property.type === 'ObjectProperty' ? [[nameOf(property.key) ?? '', property.value]] : [],
      )
      return [{ source, exportName: id.name, tableName, columns: new Map(entries) }]
    })
  })
}

/** The app's own tables for Lucia: one with the columns of each, all in one file. */
export interface OwnLuciaTables {
  source: Source
  /** The names that they are exported under. */
  names: { user: string; session: string; key: string }
}

/** The app's own Drizzle tables that Lucia can use as they are. */
export function findLuciaTables(tables: OwnTable[]): OwnLuciaTables | undefined {
  const having = (part: keyof typeof luciaColumns, among = tables) =>
    among.filter(({ columns }) => luciaColumns[part].every((name) => columns.has(name)))
  const [session] = having('session')
  const together = tables.filter(({ source }) => source === session?.source)
  const [key] = having('key', together)
  const referred = session && referredTable(session)
  const user = having('user', together).find(({ exportName }) => exportName === referred)
  if (!session || !key || !user) return undefined
  return {
    source: session.source,
    names: { user: user.exportName, session: session.exportName, key: key.exportName },
  }
}

/** The table that a session's `userId` refers to, else one called `user`. */
function referredTable({ source, columns }: OwnTable): string {
  const column = columns.get('userId')
  const text = column ? source.text.slice(column.start ?? 0, column.end ?? 0) : ''
  return /references\(\s*\(\)\s*(?::\s*\w+\s*)?=>\s*(\w+)\.id/.exec(text)?.[1] ?? 'user'
}

/** The expiries that Lucia's Drizzle guide makes blobs: sessions written through them never expire. */
export function blobExpiries({ source }: OwnLuciaTables, tables: OwnTable[]): CallExpression[] {
  const imports = importsOf(source)
  return tables
    .filter((table) => table.source === source)
    .flatMap(({ columns }) => [columns.get('activeExpires'), columns.get('idleExpires')])
    .flatMap((column) => {
      const call = innermostCall(column)
      const name = call && nameOf(call.callee)
      return call && name && imports.get(name)?.name === 'blob' ? [call] : []
    })
}

/** The first call of a chain: `blob('x')` of `blob('x').notNull()`. */
function innermostCall(node: Node | undefined): CallExpression | undefined {
  if (node?.type !== 'CallExpression') return undefined
  return node.callee.type === 'MemberExpression' ? innermostCall(node.callee.object) : node
}

type Maker = { module: RegExp; name: string }

const makers: Partial<Record<DriverName, Maker>> = {
  'better-sqlite3': { module: /^better-sqlite3$/, name: 'default' },
  libsql: { module: /^@libsql\/client/, name: 'createClient' },
  pg: { module: /^pg$/, name: 'Pool' },
  'postgres-js': { module: /^postgres$/, name: 'default' },
  mysql2: { module: /^mysql2\/promise$/, name: 'createPool' },
  planetscale: { module: /^@planetscale\/database$/, name: 'Client' },
}

/** The driver's handle that the app makes and exports: `export const database = new Database()`. */
export function findHandle(sources: Source[], driver: DriverName) {
  const maker = makers[driver]
  if (!maker) return undefined
  for (const source of sources) {
    const imports = importsOf(source)
    for (const { id, init } of exportedConstants(source.program)) {
      const isMade = init?.type === 'NewExpression' || init?.type === 'CallExpression'
      if (id.type !== 'Identifier' || !isMade) continue
      const isMember = init.callee.type === 'MemberExpression'
      const callee = isMember ? Object(init.callee).object : init.callee
      const imported = imports.get(nameOf(callee) ?? '')
      const name = isMember ? nameOf(Object(init.callee).property) : imported?.name
      if (imported && maker.module.test(imported.module) && name === maker.name) {
        return { source, name: id.name }
      }
    }
  }
  return undefined
}

function exportedConstants({ body }: Program): VariableDeclarator[] {
  return body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration') return []
    const { declaration } = statement
    return declaration?.type === 'VariableDeclaration' ? declaration.declarations : []
  })
}

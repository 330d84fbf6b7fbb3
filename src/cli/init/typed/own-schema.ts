import type { Node } from '@babel/types'
import { luciaNames, parts } from '../../../internal/schema/names.ts'
import { dialectOf, driverOf } from '../../drivers/entries.ts'
import type { App } from '../../project/app.ts'
import { type Casing, columnNameOf } from '../../project/casing.ts'
import { literalOf } from '../../project/constants.ts'
import { importsOf } from '../../project/imports.ts'
import { nameOf, type Source, textOf } from '../../project/syntax.ts'
import { findTables, innermostCall, type OwnTable } from '../find-tables.ts'
import type { ColumnsCall } from './find-call.ts'
import { type DrizzleColumn, valueChange } from './value-changes.ts'

/** An attribute that is another one through the app's own tables. */
export interface AttributeChange {
  /** Its name so far: that of the column. */
  name: string
  /** What becomes of it, as the end of a sentence. */
  what: string
}

/** The app's own Drizzle tables for Lucia, and what changes with them. */
export interface OwnTables {
  tables: Record<'user' | 'session' | 'key', OwnTable>
  changes: AttributeChange[]
}

/** The app's own Drizzle tables of the names that Lucia's have, where they can be a schema. */
export function findOwnTables(
  { drizzle, files }: App,
  { tableNames, driver }: ColumnsCall,
): OwnTables | undefined {
  const all = findTables(files.sources)
  const found = parts.map((part) =>
    all.find(
      ({ tableName, columns }) =>
        tableName === tableNames[part] &&
        Object.keys(luciaNames[part]).every((name) => columns.has(name)),
    ),
  )
  const [user, session, key] = found
  if (!user || !session || !key) return undefined
  const values = driverOf(driver).values ?? {}
  const changes = [user, session].flatMap(({ source, columns }, at) =>
    [...columns].flatMap(([property, node]): AttributeChange[] => {
      if (Object.hasOwn(luciaNames[at === 0 ? 'user' : 'session'], property)) return []
      const name = columnName(source, node, property, drizzle?.casing)
      const renamed = name === property ? [] : [`is called ${property}`]
      const change = valueChange(dialectOf(driver), drizzleColumn(source, node), values)
      const what = [...renamed, ...(change ? [change] : [])].join(', and ')
      return what === '' ? [] : [{ name, what }]
    }),
  )
  return { tables: { user, session, key }, changes }
}

/** The name in the database: the one that is given, or the property's. */
function columnName(source: Source, node: Node, property: string, casing: Casing | undefined) {
  const [first] = innermostCall(node)?.arguments ?? []
  const given = first && literalOf({ source, node: first })
  return typeof given === 'string' ? given : columnNameOf(property, casing)
}

/** What makes a column: `integer('x', { mode: 'boolean' })`, or a function of the app's own. */
function drizzleColumn(source: Source, node: Node): DrizzleColumn {
  const call = innermostCall(node)
  const imported = importsOf(source).get(call ? (nameOf(call.callee) ?? '') : '')
  const options = call?.arguments.map((one) => literalOf({ source, node: one })).at(-1)
  const isDrizzles = imported?.module.startsWith('drizzle-orm/') === true
  return {
    builder: isDrizzles ? imported?.name : undefined,
    options: typeof options === 'object' && options !== null ? { ...options } : {},
    isArray: /\.array\(/.test(textOf(source, node)),
  }
}

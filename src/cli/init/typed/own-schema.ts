import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Node } from '@babel/types'
import { luciaNames, parts } from '../../../internal/schema/names.ts'
import { dialectOf, driverOf } from '../../drivers/entries.ts'
import type { App } from '../../project/app.ts'
import { type Casing, columnNameOf } from '../../project/casing.ts'
import { literalOf } from '../../project/constants.ts'
import { importsOf } from '../../project/imports.ts'
import { nameOf, nodesIn, placeOf, type Source, textOf } from '../../project/syntax.ts'
import { findTables, hasColumnsOf, innermostCall, type OwnTable } from '../find-tables.ts'
import { withIntegerExpiries } from '../own-tables.ts'
import { importPath, type Place } from '../place.ts'
import { type Plan, planOf } from '../plan.ts'
import type { ColumnsCall } from './find-call.ts'
import { replaceAttributes } from './replace-attributes.ts'
import { type DrizzleColumn, valueChange } from './value-changes.ts'

/** The app's own Drizzle tables for Lucia. */
export type OwnTables = Record<'user' | 'session' | 'key', OwnTable>

/** The app's own Drizzle tables of the names that Lucia's have, where they can be a schema. */
export function findOwnTables({ files }: App, { tableNames }: ColumnsCall): OwnTables | undefined {
  const all = findTables(files.sources)
  const [user, session, key] = parts.map((part) =>
    all.find((table) => table.tableName === tableNames[part] && hasColumnsOf(part, table)),
  )
  return user && session && key && { user, session, key }
}

/** The app's own tables as the schema, and each place where an attribute is another one then. */
export async function ownPlan(place: Place, found: ColumnsCall, tables: OwnTables): Promise<Plan> {
  const { app, extension } = place
  const sources = [...new Set(Object.values(tables).map(({ source }) => source))]
  const value = (names: string[]) => {
    const entries = Object.entries(tables).map(([part, { source, exportName }]) => {
      const local = names[sources.indexOf(source)]
      return `${part}: ${local}.${exportName}`
    })
    return `{ ${entries.join(', ')} }`
  }
  const modules = sources.map(({ path }) => importPath(found.source.path, path, extension))
  const leftOut = sources.map(({ path }) => path)
  const notes: string[] = []
  for (const { name, what } of attributeChanges(app, found, tables)) {
    const places = await placesOf(app, name, leftOut)
    notes.push(`${name} ${what}: ${places.join(', ') || 'nothing here names it'}.`)
  }
  return planOf(...sources.map(withIntegerExpiries), {
    changes: [replaceAttributes(found, { modules, value })],
    notes,
  })
}

/** The attributes that are others through the tables, and what becomes of them, as the end of a sentence. */
function attributeChanges({ drizzle }: App, { driver }: ColumnsCall, tables: OwnTables) {
  const values = driverOf(driver).values ?? {}
  return (['user', 'session'] as const).flatMap((part) => {
    const { source, columns } = tables[part]
    return [...columns].flatMap(([property, node]) => {
      if (Object.hasOwn(luciaNames[part], property)) return []
      const name = columnName(source, node, property, drizzle?.casing)
      const renamed = name === property ? [] : [`is called ${property}`]
      const change = valueChange(dialectOf(driver), drizzleColumn(source, node), values)
      const what = [...renamed, ...(change ? [change] : [])].join(', and ')
      return what === '' ? [] : [{ name, what }]
    })
  })
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

/**
 * The places where the app's code names an attribute: as a member, or in an object. Statements of SQL
 * name the column, which stays. Of other files than code, every line with the word is told.
 */
async function placesOf({ folder, files }: App, name: string, leftOut: string[]) {
  const sources = files.paths.flatMap((path) =>
    leftOut.includes(path) ? [] : (files.get(path) ?? []),
  )
  const places = sources.flatMap((source) =>
    [...nodesIn(source.program)]
      .filter((node) => nameIn(node) === name)
      .map((node) => placeOf(source, node)),
  )
  const word = new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`)
  for (const path of files.components) {
    const lines = (await readFile(join(folder, path), 'utf8')).split('\n')
    places.push(...lines.flatMap((line, at) => (word.test(line) ? [`${path}:${at + 1}`] : [])))
  }
  return [...new Set(places)]
}

function nameIn(node: Node): string | undefined {
  switch (node.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return node.computed && node.property.type !== 'StringLiteral'
        ? undefined
        : nameOf(node.property)
    case 'ObjectProperty':
    case 'ObjectMethod':
    case 'TSPropertySignature':
      return node.computed ? undefined : nameOf(node.key)
    default:
      return undefined
  }
}

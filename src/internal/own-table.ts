import { type Column, getTableColumns, is, Table } from 'drizzle-orm'
import { SetupError } from '../errors.ts'
import { type Inside, insideOf } from './inside.ts'
import { dataTypeOf } from './schema/column-type.ts'

/** What `createAuth()` returns, as far as the entries that build on it look. */
export interface AnySetup {
  auth: object
  schema: object
}

/** The columns that a table must have, and what each holds. */
type Needed = Readonly<Record<string, 'string' | 'number'>>

type OwnColumns<Columns extends Needed> = Record<keyof Columns, Column> & Record<string, Column>

const sound = /* @__PURE__ */ new WeakSet<object>()

/**
 * What the library knows of a set-up, and a table of its schema. Throws a `SetupError` for what is no
 * set-up, and where the schema has no such table: not at the first user who needs it.
 */
export function ownTable<Columns extends Needed>(
  caller: string,
  setup: AnySetup,
  name: 'token' | 'throttle',
  needed: Columns,
): { inside: Inside; table: Table; columns: OwnColumns<Columns> } {
  const { auth, schema } = Object(setup)
  const inside = insideOf(auth)
  if (!inside) {
    throw new SetupError(
      'INVALID_OPTIONS',
      `${caller}() must be given what createAuth() returns: { auth, db, schema }`,
    )
  }
  const table: unknown = Reflect.get(Object(schema), name)
  if (!is(table, Table)) {
    throw invalid(
      name,
      `is missing, which ${caller}() needs. Make your tables with createSchema({ ${name}: true }), pass them to createAuth() as its schema, and migrate the database`,
    )
  }
  const columns: Record<string, Column> = getTableColumns(table)
  if (!sound.has(table)) {
    for (const [property, kind] of Object.entries(needed)) {
      const column = columns[property]
      if (column && [kind, 'custom'].includes(dataTypeOf(column))) continue
      const received = column ? `a ${column.dataType}` : 'none'
      throw invalid(
        `${name}.${property}`,
        `must be a column that holds a ${kind}. Received ${received}`,
      )
    }
    sound.add(table)
  }
  return { inside, table, columns: columns as OwnColumns<Columns> }
}

function invalid(path: string, problem: string): SetupError {
  return new SetupError('INVALID_SCHEMA', `schema.${path} ${problem}`)
}

import { getTableColumns, is, Param, Placeholder, SQL, sql, type Table } from 'drizzle-orm'
import type {
  DrizzleClient,
  InsertOf,
  Inserts,
  PreparedSelect,
  Query,
  Select,
  Statement,
  Traits,
} from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { narrowed } from '../schema/narrowed.ts'
import { type Dialect, writtenOnce } from './written-once.ts'

/** SQLite's can be told to give no rows. */
interface Prepared extends PreparedSelect<unknown> {
  run?(values: object): unknown
}

/** A statement of Drizzle's, written with placeholders. */
interface Template extends Select<unknown> {
  dialect: Dialect
  getSQL(...args: unknown[]): SQL
}

/** What is the same for all rows of a table that give values for the same columns. */
interface Kept {
  template: Template
  query: Query
  slots: Slot[]
  prepared?: Prepared
  texts?: string[]
}

/** What a parameter is made of: a value of the row, or one that a function of the column makes. */
interface Slot {
  property: string
  make: (() => unknown) | undefined
  encode(value: unknown): unknown
}

/** How many a client keeps: the attributes of a row may be a request's. */
const most = 50

const functions = ['defaultFn', 'onUpdateFn'] as const

/**
 * Inserts whose SQL is written for the first row that gives values for these columns. Drizzle writes
 * it anew for each, which takes longer than all the rest of the work of this process. What Drizzle
 * does for a row is done for each: functions make defaults, and columns encode values. A row with SQL
 * for a value is Drizzle's.
 */
export class KeptInserts implements Inserts {
  private readonly kept = new Map<string, Kept>()

  constructor(
    private readonly schema: AuthSchema,
    private readonly db: DrizzleClient,
  ) {}

  statement<Made extends Statement>(insert: InsertOf<Made>): Made {
    const { name, part, row, write, prepare, db } = insert
    const table = this.schema[part]
    const given = Object.keys(getTableColumns(table)).filter((name) => row[name] !== undefined)
    const key = JSON.stringify([name, part, given])
    let kept = this.kept.get(key)
    if (!kept) {
      if (this.kept.size === most) return write(db, table, row)
      kept = this.keep(key, table, given, write)
      this.kept.set(key, kept)
    }
    const whole = { ...row }
    for (const { property, make } of kept.slots) if (make) whole[property] = make()
    const values = kept.slots.map(({ property, encode }) => encode(whole[property]))
    if (values.some((value) => is(value, SQL))) return write(db, table, whole)
    return runnable(kept, table, values, prepare) as unknown as Made
  }

  private keep(
    key: string,
    table: Table,
    given: string[],
    write: InsertOf<Statement>['write'],
  ): Kept {
    const { db } = this
    const row = Object.fromEntries(given.map((name) => [name, sql.placeholder(`given ${name}`)]))
    const template = writtenOnce(this.schema, db, key, () =>
      write(db, withPlaceholders(table), row),
    ) as unknown as Template
    const query = template.dialect.sqlToQuery(template.getSQL(true))
    return { template, query, slots: query.params.map((param) => slotOf(param, table)) }
  }
}

/** The table for a statement with placeholders, in which functions of its columns make some too. */
function withPlaceholders(table: Table): Table {
  const columns = Object.entries(getTableColumns(table)).map(([property, column]) => {
    const made = functions.filter((name) => column[name])
    const make = (name: string) => () => sql.placeholder(`${name} ${property}`)
    const own = made.map((name) => [name, { value: make(name) }])
    return [property, Object.create(column, Object.fromEntries(own))]
  })
  return narrowed(table, Object.fromEntries(columns))
}

function slotOf(param: unknown, table: Table): Slot {
  if (!is(param, Param) || !is(param.value, Placeholder)) {
    return { property: '', make: undefined, encode: () => param }
  }
  const placeholder: { name: string } = Object(param.value)
  const [kind, ...rest] = placeholder.name.split(' ')
  const property = rest.join(' ')
  const column = getTableColumns(table)[property]
  const name = functions.find((name) => name === kind)
  // From Drizzle 1.0 on; set as the statement is written.
  const { encoder, codec } = param as typeof param & { codec?: (value: unknown) => unknown }
  return {
    property,
    make: name && (() => column?.[name]?.()),
    encode(value) {
      if (value === null || is(value, SQL)) return value
      const encoded = encoder.mapToDriverValue(value)
      return codec && !is(encoded, SQL) ? codec(encoded) : encoded
    },
  }
}

/** A statement of Drizzle's with values for its parameters, alone, in a batch and as a part of another. */
function runnable(
  kept: Kept,
  table: Table,
  values: unknown[],
  prepare: Traits['prepare'],
): Statement {
  const { template } = kept
  const prepared = () => {
    if (kept.prepared) return kept.prepared
    const open = withParams(
      kept,
      values.map((_, slot) => sql.placeholder(`${slot}`)),
    )
    kept.prepared = prepare?.(open) ?? prepareOnce(open)
    return kept.prepared
  }
  return Object.assign(Object.create(template), {
    config: { table },
    execute: () => prepared().execute(values),
    run: () => prepared().run?.(values),
    _prepare: () => prepareOnce(withParams(kept, values)),
    getSQL: () => sql(textsOf(kept) as never, ...values.map((value) => sql.param(value))),
  })
}

/** The statement with these for its parameters. */
function withParams({ template, query }: Kept, params: unknown[]): Template {
  const dialect = Object.create(template.dialect, {
    sqlToQuery: { value: () => ({ ...query, params }) },
  })
  return Object.create(template, { dialect: { value: dialect } })
}

/** Without a name on the server. */
function prepareOnce(statement: Template): Prepared {
  // MySQL's has but one way.
  return (statement as Partial<Template>)._prepare?.() ?? statement.prepare()
}

/** What stands between the parameters, whose names depend on what the statement is a part of. */
function textsOf(kept: Kept): string[] {
  const { template } = kept
  const dialect: Dialect = Object.create(Object.getPrototypeOf(template.dialect), {
    escapeParam: { value: () => '\0' },
  })
  kept.texts ??= dialect.sqlToQuery(template.getSQL()).sql.split('\0')
  return kept.texts
}

import { DrizzleQueryError, eq, type SQL, sql, type Table } from 'drizzle-orm'
import type { KeySchema, SessionSchema, UserSchema } from 'lucia'
import type { ClientTraits, OwnCalls, Query } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { dialects } from '../schema/dialects.ts'
import type { AuthAdapter } from './adapter.ts'
import { inSteps } from './in-steps.ts'
import { OneTripAdapter } from './one-trip.ts'

/** Which rows the app looks at: those of whose attributes it shows something. */
export interface ShownRows {
  user: boolean
  session: boolean
}

interface ColumnTraits extends ClientTraits {
  own: OwnCalls
}

/**
 * The adapter for `attributes: 'columns'`: rows of users and sessions have all columns of their
 * tables, under the columns' names, with the values that the driver itself gives and takes.
 */
export function columnsAdapter(
  schema: AuthSchema,
  traits: ColumnTraits,
  holdsSessions: boolean,
  shown: ShownRows,
): AuthAdapter {
  return new ColumnsAdapter(schema, traits, holdsSessions, shown)
}

/** Between the columns of a session and those of its user. */
const border = '__user'

/** Keys have no attributes, and what only deletes has no values: for these Drizzle's adapter serves. */
class ColumnsAdapter extends OneTripAdapter {
  override readonly takesAlso = false
  private readonly own: OwnCalls

  constructor(
    schema: AuthSchema,
    traits: ColumnTraits,
    holdsSessions: boolean,
    private readonly shown: ShownRows,
  ) {
    super(schema, traits, holdsSessions)
    this.own = traits.own
  }

  override async getUser(userId: string): Promise<UserSchema | null> {
    const { user } = this.schema
    const [row] = await this.select<UserSchema>(user, eq(user.id, userId))
    return row ?? null
  }

  override async setUser(row: UserSchema, keyRow: KeySchema | null): Promise<UserSchema> {
    const { user, key } = this.schema
    await this.store(insert(user, row), ...(keyRow ? [insert(key, keyRow)] : []))
    // What was given stays as it was given, as in Lucia; what was left out the table decides.
    return this.shown.user ? { ...(await this.getUser(row.id)), ...row } : row
  }

  override async updateUser(userId: string, attributes: Partial<UserSchema>): Promise<undefined> {
    const { user } = this.schema
    await this.store(update(user, attributes, eq(user.id, userId)))
  }

  override async getSession(sessionId: string): Promise<SessionSchema | null> {
    const { session } = this.schema
    const [row] = await this.select<SessionSchema>(session, eq(session.id, sessionId))
    return row ? withNumbers(row) : null
  }

  override async getSessionsByUserId(userId: string): Promise<SessionSchema[]> {
    const { session } = this.schema
    const rows = await this.select<SessionSchema>(session, eq(session.userId, userId))
    return rows.map(withNumbers)
  }

  override async setSession(row: SessionSchema): Promise<SessionSchema> {
    await this.store(insert(this.schema.session, row))
    return this.shown.session ? { ...(await this.getSession(row.id)), ...row } : row
  }

  override async updateSession(
    sessionId: string,
    attributes: Partial<SessionSchema>,
  ): Promise<undefined> {
    const { session } = this.schema
    await this.store(update(session, attributes, eq(session.id, sessionId)))
  }

  override async getSessionAndUser(
    sessionId: string,
  ): Promise<[SessionSchema, UserSchema] | [null, null]> {
    const { session, user } = this.schema
    const { columns, rows } = await this.own.read(
      this.query(
        sql`select ${session}.*, 0 as ${sql.identifier(border)}, ${user}.* from ${session} inner join ${user} on ${eq(user.id, session.userId)} where ${eq(session.id, sessionId)}`,
      ),
    )
    const [row] = rows
    if (!row) return [null, null]
    const at = columns.indexOf(border)
    const sessionRow = rowOf<SessionSchema>(columns, row, 0, at)
    return [withNumbers(sessionRow), rowOf<UserSchema>(columns, row, at + 1)]
  }

  override addSession: AuthAdapter['addSession'] = inSteps(this).addSession
  override getUserAndSessions: AuthAdapter['getUserAndSessions'] = inSteps(this).getUserAndSessions

  private async select<Selected>(table: Table, condition: SQL): Promise<Selected[]> {
    const query = this.query(sql`select * from ${table} where ${condition}`)
    const { columns, rows } = await this.own.read(query)
    return rows.map((row) => rowOf<Selected>(columns, row, 0))
  }

  /** Runs writes in their order, all or nothing. */
  private async store(...statements: [SQL, ...SQL[]]): Promise<void> {
    const { asOne = (all) => all, write } = this.own
    const queries = asOne(statements).map((statement) => this.query(statement))
    const [query, another] = queries
    await this.write(async () => {
      try {
        await write(queries)
      } catch (cause) {
        // The statement tells which table it was, where the driver does not.
        if (another || !query || !(cause instanceof Error)) throw cause
        throw new DrizzleQueryError(query.sql, [], cause)
      }
    })
  }

  private query(statement: SQL): Query {
    const { Dialect } = dialects.get(this.schema.user) as { Dialect: new () => SqlDialect }
    const { sql, params } = new Dialect().sqlToQuery(statement)
    return { sql, params: params.map((param) => (param instanceof Given ? param.value : param)) }
  }
}

/** A value of the app's, which goes past Drizzle to the driver as it is, whatever it is. */
class Given {
  constructor(readonly value: unknown) {}
}

/** A dialect of Drizzle's, which quotes names and numbers parameters. */
interface SqlDialect {
  sqlToQuery(statement: SQL): Query
}

function insert(table: Table, row: object): SQL {
  const names = Object.keys(row).map((name) => sql.identifier(name))
  const values = Object.values(row).map((value) => sql.param(new Given(value)))
  return sql`insert into ${table} (${list(names)}) values (${list(values)})`
}

function update(table: Table, row: object, condition: SQL): SQL {
  const settings = Object.entries(row).map(
    ([name, value]) => sql`${sql.identifier(name)} = ${sql.param(new Given(value))}`,
  )
  return sql`update ${table} set ${list(settings)} where ${condition}`
}

function list(items: Parameters<typeof sql.join>[0]): SQL {
  return sql.join(items, sql`, `)
}

function rowOf<Row>(
  columns: readonly string[],
  row: ArrayLike<unknown>,
  from: number,
  to?: number,
): Row {
  const names = columns.slice(from, to)
  return Object.fromEntries(names.map((name, index) => [name, row[from + index]])) as Row
}

/** Some drivers give integers of 8 bytes as texts or BigInts. */
function withNumbers(row: SessionSchema): SessionSchema {
  return {
    ...row,
    active_expires: Number(row.active_expires),
    idle_expires: Number(row.idle_expires),
  }
}

import { eq, type SQLWrapper, sql } from 'drizzle-orm'
import type { SessionSchema, UserSchema } from 'lucia'
import type { ClientTraits, PreparedSelect, Select, Traits } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { luciaTable } from '../schema/lucia-table.ts'
import type { FoundSession } from './adapter.ts'
import { writtenOnce } from './written-once.ts'

/** What is looked up by one id: a row of a table, a session with its user, a user with all sessions. */
type Name = keyof AuthSchema | 'sessionAndUser' | 'userAndSessions'

/** Looks up by id, by Lucia's names for the columns, with statements that are prepared when needed. */
export class Lookup {
  private readonly prepared: { [Key in Name]?: PreparedSelect<unknown> } = {}

  constructor(
    private readonly schema: AuthSchema,
    private readonly traits: ClientTraits,
  ) {}

  /** The first row. It is no promise where the driver gives none. */
  first<Row>(name: Name, id: string): PromiseLike<Row | undefined> | Row | undefined {
    const rows = this.select<Row>(name).execute({ id })
    return rows.sync ? rows.sync()[0] : rows.then(([row]) => row)
  }

  /** The session check. */
  sessionAndUser(id: string): PromiseLike<FoundSession> | FoundSession {
    const rows = this.select<SessionAndUser>('sessionAndUser').execute({ id })
    return rows.sync ? foundIn(rows.sync()) : rows.then(foundIn)
  }

  all<Row>(name: Name, id: string): PromiseLike<Row[]> {
    return this.select<Row>(name).execute({ id })
  }

  private select<Row>(name: Name): PreparedSelect<Row> {
    if (this.traits.hasReplicas && name === 'sessionAndUser') {
      const { client } = this.traits
      // Which of them answers is decided as a select begins, which has the session of that one.
      const { session } = client.select({}) as unknown as Pick<Traits['db'], 'session'>
      const db = Object.create(client, { session: { value: session } })
      return prepare(this.schema, { ...this.traits, db }, name) as PreparedSelect<Row>
    }
    this.prepared[name] ??= prepare(this.schema, this.traits, name)
    return this.prepared[name] as PreparedSelect<Row>
  }
}

function foundIn([row]: SessionAndUser[]): FoundSession {
  return row ? [row.session, row.user] : [null, null]
}

function prepare(schema: AuthSchema, traits: Traits, name: Name): PreparedSelect<unknown> {
  const { db } = traits
  const select = writtenOnce(schema, db, name, () => {
    const written = write(schema, db, name)
    return traits.readRows?.(written) ?? written
  })
  return traits.prepare?.(select) ?? select.prepare()
}

function write(schema: AuthSchema, db: Traits['db'], name: Name): Select<unknown> {
  const id = sql.placeholder('id')
  if (name === 'sessionAndUser') return sessionAndUser(schema, db, id)
  return name === 'userAndSessions' ? userAndSessions(schema, db, id) : row(schema, db, name, id)
}

/** A session with its user. */
export interface SessionAndUser {
  session: SessionSchema
  user: UserSchema
}

/** The session check: session and user in one join. */
export function sessionAndUser<Row>(
  schema: AuthSchema,
  db: Pick<Traits['db'], 'select'>,
  id: SQLWrapper | string,
): Select<Row> {
  const { session, user } = schema
  return db
    .select<Row>(fieldsOf(schema))
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(eq(session.id, id))
}

/** One row for each session, or one without where there is none. */
function userAndSessions(schema: AuthSchema, db: Traits['db'], id: SQLWrapper): Select<unknown> {
  const { session, user } = schema
  return db
    .select(fieldsOf(schema))
    .from(user)
    .leftJoin(session, eq(session.userId, user.id))
    .where(eq(user.id, id))
}

/** A row of a table. */
export function row(
  schema: AuthSchema,
  db: Traits['db'],
  part: keyof AuthSchema,
  id: SQLWrapper | string,
): Select<unknown> {
  const table = schema[part]
  return db.select(luciaTable(part, table).fields).from(table).where(eq(table.id, id))
}

function fieldsOf({ session, user }: AuthSchema) {
  return {
    session: luciaTable('session', session).fields,
    user: luciaTable('user', user).fields,
  }
}

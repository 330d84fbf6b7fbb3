import { type Column, eq, getTableColumns, is, SQL, sql, type Table } from 'drizzle-orm'
import type { KeySchema, SessionSchema, UserSchema } from 'lucia'
import type { ClientTraits, DrizzleClient, Insert, OfInsert, Row, Statement } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { luciaTable } from '../schema/lucia-table.ts'
import { narrowed } from '../schema/narrowed.ts'
import type { AuthAdapter } from './adapter.ts'
import { BuiltInAdapter } from './drizzle.ts'

/** Lucia's adapter over any Drizzle client, with as few round trips as the database allows. */
export function drizzleAdapter(
  schema: AuthSchema,
  traits: ClientTraits,
  holdsSessions: boolean,
): AuthAdapter {
  return new OneTripAdapter(schema, traits, holdsSessions)
}

export class OneTripAdapter extends BuiltInAdapter implements AuthAdapter {
  async addSession(row: SessionSchema): Promise<[SessionSchema | undefined, UserSchema] | null> {
    const { addSession, db, prepare } = this.traits
    if (addSession) {
      const part = 'session'
      const given = luciaTable(part, this.schema.session).toRow(row)
      const ofInsert: OfInsert = (name, make) =>
        this.insertOf({
          name,
          part,
          row: given,
          write: (db, table, row) => make(() => this.insertOfUser(db, table, row), row),
          db,
          prepare,
        })
      const added = await this.write(() => addSession(ofInsert, this.schema))
      await this.tellCache([this.schema.session])
      return added ?? null
    }
    const [changed, user] = await Promise.all([
      this.changes(() => this.inserted('session', row)),
      this.getUser(row.user_id),
    ])
    return changed > 0 && user ? [undefined, user] : null
  }

  async addKey(row: KeySchema): Promise<boolean> {
    return (await this.changes(() => this.inserted('key', row))) > 0
  }

  async changeKey(keyId: string, partialKey: Partial<KeySchema>): Promise<KeySchema | null> {
    const { fields } = luciaTable('key', this.schema.key)
    const update = () => this.update('key', keyId, partialKey)
    const rows = await this.write(async () => update().returning?.<KeySchema>(fields))
    if (rows) return rows[0] ?? null
    const [row] = await Promise.all([this.getKey(keyId), this.write(update)])
    return row && { ...row, ...partialKey }
  }

  async getUserAndSessions(userId: string): Promise<[UserSchema, SessionSchema[]] | null> {
    type Row = { session: SessionSchema | null; user: UserSchema }
    const rows = await this.lookup.all<Row>('userAndSessions', userId)
    const [first] = rows
    return first ? [first.user, rows.flatMap(({ session }) => session ?? [])] : null
  }

  private inserted(part: 'key' | 'session', row: KeySchema | SessionSchema): Statement {
    return this.insertOf({
      name: 'of user',
      part,
      row: luciaTable(part, this.schema[part]).toRow(row),
      write: (db, table, row) => this.insertOfUser(db, table, row),
      db: this.traits.db,
    })
  }

  /** An insert of a row of a user, which inserts nothing where there is no such user. */
  private insertOfUser(db: DrizzleClient, table: Table, row: Row): Insert {
    const { user } = this.schema
    const values: SQL[] = []
    const columns: Record<string, Column> = {}
    for (const [name, column] of Object.entries(getTableColumns(table))) {
      const value = insertedValue(column, row[name])
      if (value === undefined) continue
      values.push(value)
      columns[name] = column
    }
    const list = sql.join(values, sql`, `)
    const ofUser = eq(user.id, sql.param(row.userId, user.id))
    // Drizzle inserts what is selected into all columns of a table; others are the database's to fill.
    return db
      .insert(narrowed(table, columns))
      .select(sql`select ${list} from ${user} where ${ofUser}`)
  }
}

/** A value for a column as Drizzle gives it in an insert: what is left out may have a default. */
function insertedValue(column: Column, given: unknown): SQL | undefined {
  const { defaultFn, onUpdateFn, generated, generatedIdentity } = column
  if (/always/.test(Object(generated ?? generatedIdentity).type)) return undefined
  const value = given !== undefined ? given : (defaultFn?.() ?? column.default ?? onUpdateFn?.())
  if (value === undefined) return undefined
  return is(value, SQL) ? value : sql`${sql.param(value, column)}`
}

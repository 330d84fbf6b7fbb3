import { and, eq, lt, type SQL } from 'drizzle-orm'
import type { KeySchema, SessionSchema, UserSchema } from 'lucia'
import type { ClientTraits, DrizzleClient, Row, Select, Update } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { luciaTable } from '../schema/lucia-table.ts'
import { tokenTableOf } from '../schema/token-table.ts'
import type {
  Also,
  FoundSession,
  PasswordChange,
  PlainAdapter,
  SessionRenewal,
  Stored,
} from './adapter.ts'
import { statementsOf } from './also.ts'
import { changePassword } from './change-password.ts'
import { Lookup } from './lookup.ts'
import { deleteOldest } from './oldest.ts'
import type { ReadViolation } from './violation.ts'
import { insertRow, Writes } from './writes.ts'

/**
 * Lucia's adapter over any Drizzle client. Each method is one statement, or several that happen
 * together or not at all. Where it does not hold the sessions, it leaves their table alone. A class,
 * since a Worker may make one for each request, and methods that are shared cost nothing.
 */
export class BuiltInAdapter extends Writes implements PlainAdapter {
  readonly violation: ReadViolation
  readonly takesAlso: boolean = true
  protected readonly lookup: Lookup

  constructor(
    schema: AuthSchema,
    traits: ClientTraits,
    private readonly holdsSessions: boolean,
  ) {
    super(schema, traits)
    this.violation = traits.violation
    this.lookup = new Lookup(schema, traits)
  }

  async endsTransaction(error: unknown): Promise<boolean> {
    return (await this.traits.endsTransaction?.(error)) ?? false
  }

  async getUser(userId: string): Promise<UserSchema | null> {
    return (await this.lookup.first<UserSchema>('user', userId)) ?? null
  }

  async setUser(userRow: UserSchema, keyRow: KeySchema | null, also?: Also): Stored<UserSchema> {
    const others = also ? statementsOf(also(this.traits.client)) : []
    const { key } = this.schema
    const inserted = (part: 'user' | 'key', row: object, db: DrizzleClient) =>
      this.insertOf({ name: '', part, row: row as Row, write: insertRow, db })
    await this.together((tx) => [
      inserted('user', userRow, tx),
      ...(keyRow ? [inserted('key', luciaTable('key', key).toRow(keyRow), tx)] : []),
      ...others,
    ])
    return undefined
  }

  async updateUser(userId: string, attributes: Partial<UserSchema>): Promise<undefined> {
    const { user } = this.schema
    await this.write(() => this.traits.db.update(user).set(attributes).where(eq(user.id, userId)))
  }

  async deleteUser(userId: string): Promise<void> {
    const { user, session, key } = this.schema
    const token = tokenTableOf(this.schema)
    await this.together((tx) => [
      tx.delete(key).where(eq(key.userId, userId)),
      ...(token ? [tx.delete(token).where(eq(token.userId, userId))] : []),
      ...(this.holdsSessions ? [tx.delete(session).where(eq(session.userId, userId))] : []),
      tx.delete(user).where(eq(user.id, userId)),
    ])
  }

  async getKey(keyId: string): Promise<KeySchema | null> {
    return (await this.lookup.first<KeySchema>('key', keyId)) ?? null
  }

  async getKeysByUserId(userId: string): Promise<KeySchema[]> {
    return await this.all('key', eq(this.schema.key.userId, userId))
  }

  async setKey(row: KeySchema): Promise<void> {
    await this.insert('key', row)
  }

  async updateKey(keyId: string, partialKey: Partial<KeySchema>): Promise<void> {
    await this.write(() => this.update('key', keyId, partialKey))
  }

  async changePassword(change: PasswordChange): Promise<boolean> {
    const { schema, traits, holdsSessions } = this
    const changed = await this.write(() => changePassword(schema, traits, holdsSessions, change))
    await this.tellCache([schema.key, schema.session])
    return changed
  }

  async deleteKey(keyId: string): Promise<void> {
    await this.delete('key', eq(this.schema.key.id, keyId))
  }

  async deleteKeysByUserId(userId: string): Promise<void> {
    await this.delete('key', eq(this.schema.key.userId, userId))
  }

  async getSession(sessionId: string): Promise<SessionSchema | null> {
    return (await this.lookup.first<SessionSchema>('session', sessionId)) ?? null
  }

  async getSessionsByUserId(userId: string): Promise<SessionSchema[]> {
    return await this.all('session', eq(this.schema.session.userId, userId))
  }

  async setSession(row: SessionSchema): Stored<SessionSchema> {
    await this.insert('session', row)
    return undefined
  }

  async updateSession(
    sessionId: string,
    partialSession: Partial<SessionSchema>,
  ): Promise<undefined> {
    await this.write(() => this.update('session', sessionId, partialSession))
  }

  async renewSession(sessionId: string, values: SessionRenewal): Promise<boolean> {
    const changed = await this.changes(() => this.update('session', sessionId, values))
    // Some count the rows that have other values than before, which those of the same millisecond lack.
    return changed > 0 || (await this.getSession(sessionId)) !== null
  }

  async deleteSession(sessionId: string): Promise<void> {
    await this.delete('session', eq(this.schema.session.id, sessionId))
  }

  async deleteSessionsByUserId(userId: string): Promise<void> {
    await this.delete('session', eq(this.schema.session.userId, userId))
  }

  getSessionAndUser(sessionId: string): PromiseLike<FoundSession> | FoundSession {
    return this.lookup.sessionAndUser(sessionId)
  }

  async deleteExpiredSessions(limit: number): Promise<number> {
    const { session } = this.schema
    const aging = { table: session, id: session.id, time: session.idleExpires }
    return await this.changes(() => deleteOldest(this.traits.db, aging, Date.now(), limit))
  }

  async deleteExpiredUserSessions(userId: string): Promise<void> {
    const { session } = this.schema
    const expired = lt(session.idleExpires, Date.now())
    await this.delete('session', and(eq(session.userId, userId), expired))
  }

  private all<Row>(part: keyof AuthSchema, condition: SQL): Select<Row> {
    const table = this.schema[part]
    const { fields } = luciaTable(part, table)
    return this.traits.db.select<Row>(fields).from(table).where(condition)
  }

  private insert(part: 'key' | 'session', row: KeySchema | SessionSchema): Promise<unknown> {
    const table = this.schema[part]
    const values = luciaTable(part, table).toRow(row)
    return this.write(() => this.traits.db.insert(table).values(values))
  }

  protected update(part: 'key' | 'session', id: string, values: object): Update {
    const table = this.schema[part]
    const row = luciaTable(part, table).toRow(values)
    return this.traits.db.update(table).set(row).where(eq(table.id, id))
  }

  private delete(part: 'key' | 'session', condition: SQL | undefined): Promise<unknown> {
    return this.write(() => this.traits.db.delete(this.schema[part]).where(condition))
  }
}

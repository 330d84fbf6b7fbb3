import type { Adapter, KeySchema, SessionSchema, UserSchema } from 'lucia'
import type { ReadViolation } from './violation.ts'

/** When a session ends, in unix milliseconds, by Lucia's names. */
export type SessionExpiries = Pick<SessionSchema, 'active_expires' | 'idle_expires'>

/** What a write resolves to: the row as it is stored, where the write itself tells it. */
export type Stored<Row> = Promise<Row | undefined>

/**
 * What a renewal writes: another id too, where that of the row is not hashed yet, and when the
 * session began, where there is a limit to its age.
 */
export interface SessionRenewal extends SessionExpiries {
  id?: string
  createdAt?: number
}

/** A session with its user, or neither. */
export type FoundSession = [SessionSchema, UserSchema] | [null, null]

/** Another password for a key, and what becomes of the user's sessions. */
export interface PasswordChange {
  /** The key as it was read. */
  key: KeySchema
  hash: string
  /** Whether it does not matter that another hash has taken the place of the one that was read. */
  force?: boolean
  /** Whether it ends all sessions of the user but `keep`. */
  endSessions?: boolean
  keep?: string | undefined
}

/** Makes statements of the app, with the client of its set-up, for a user that is written. */
export type Also = (db: unknown) => unknown

interface StoringAdapter {
  setUser(user: UserSchema, key: KeySchema | null, also?: Also): Stored<UserSchema>
  updateUser(userId: string, attributes: Partial<UserSchema>): Stored<UserSchema>
  setSession(session: SessionSchema): Stored<SessionSchema>
  updateSession(sessionId: string, attributes: Partial<SessionSchema>): Stored<SessionSchema>
}

/** What an adapter does in one statement each, or in several that are one. */
export interface PlainAdapter
  extends Omit<Required<Adapter>, keyof StoringAdapter | 'getSessionAndUser'>,
    StoringAdapter {
  /** The session check, which is no promise where the driver gives none: it is made most of all. */
  getSessionAndUser(sessionId: string): PromiseLike<FoundSession> | FoundSession
  /** Stores another hash and ends sessions, both or neither; resolves to whether it has. */
  changePassword(change: PasswordChange): Promise<boolean>
  /** Updates the expiries of a session, and what else is given; resolves to false when the session is gone. */
  renewSession(sessionId: string, values: SessionRenewal): Promise<boolean>
  /**
   * Whether the error of a write was, or may have been, the end of a transaction of the app's own on
   * the same connection, so that the app must hear of it.
   */
  endsTransaction(error: unknown): Promise<boolean>
  /** Deletes at most `limit` sessions that ended before now; resolves to their number. */
  deleteExpiredSessions(limit: number): Promise<number>
  /** Deletes all sessions of one user that ended before now. */
  deleteExpiredUserSessions(userId: string): Promise<void>
  /** Whether it writes the app's statements with a user; where it does not, they are refused. */
  readonly takesAlso: boolean
  /** Tells which constraint a driver's own error means, if any. */
  readonly violation: ReadViolation
}

/**
 * A Lucia adapter that also does what Lucia's own interface has no method for. Its methods throw
 * whatever the driver throws: `guardedAdapter()` makes of it what the app may see.
 *
 * Those below are for what takes two of the methods above: in one round trip, where the database has
 * a way. `inSteps()` makes them of those methods.
 */
export interface AuthAdapter extends PlainAdapter {
  /**
   * Stores a session of a user who exists, and of no other; resolves to the user, with the session as
   * it is stored where that is known. Null if there is no such user.
   */
  addSession(session: SessionSchema): Promise<[SessionSchema | undefined, UserSchema] | null>
  /** Stores a key of a user who exists; resolves to false if there is no such user. */
  addKey(key: KeySchema): Promise<boolean>
  /** Updates a key; resolves to what it is then, or null if there is none. */
  changeKey(keyId: string, partialKey: Partial<KeySchema>): Promise<KeySchema | null>
  /** A user and all sessions of theirs, or null. */
  getUserAndSessions(userId: string): Promise<[UserSchema, SessionSchema[]] | null>
}

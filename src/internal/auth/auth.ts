import type { SQLWrapper } from 'drizzle-orm'
import type {
  Configuration,
  Cookie,
  Key,
  Auth as LuciaAuth,
  AuthRequest as LuciaAuthRequest,
  Middleware,
  RequestContext,
} from 'lucia'
import type { HashOptions } from '../password/options.ts'
import type { RowTypes } from '../schema/auth-table.ts'
import type {
  AttributesOption,
  LuciaSessionRow,
  NewSessionAttributes,
  NewUserAttributes,
  UserRow,
} from './rows.ts'
import type { IncomingRequest } from './trust.ts'

/** A user as the app sees it: the id, and what `getUserAttributes` returns. */
export type User<Attributes = unknown> = { userId: string } & Attributes

/** A session as the app sees it, with its user and what `getSessionAttributes` returns. */
export type Session<UserAttributes = unknown, SessionAttributes = unknown> = {
  user: User<UserAttributes>
  sessionId: string
  /** Until then the session is valid as it is. */
  activePeriodExpiresAt: Date
  /** Until then the next validation renews the session; after it the session is invalid. */
  idlePeriodExpiresAt: Date
  state: 'active' | 'idle'
  /** Whether this validation has renewed the session, so that its cookie has to be sent again. */
  fresh: boolean
} & SessionAttributes

/** A key, and its next password. */
export interface PasswordReset {
  providerId: string
  providerUserId: string
  password: string
}

/** The same by who knows the password so far. */
export interface NewPassword extends PasswordReset {
  current: string
  /** The id of a session that is not ended: the one that asks. */
  keep?: string | undefined
}

/** A statement of a Drizzle client. */
export type AppStatement = PromiseLike<unknown> & SQLWrapper

type NewKey = { providerId: string; providerUserId: string; password: string | null }

/**
 * What lets a method pass for the one of Lucia's own `Auth`, whose attributes are those of one global
 * namespace for all of an app: TypeScript compares the two by this overload, which no call can mean.
 */
type PassesForLucias = (this: never) => never

/** The same where the app declares that namespace: without it, Lucia's attributes are anything. */
type ForLucia = 0 extends 1 & DeclaredAttributes ? unknown : PassesForLucias

type DeclaredAttributes = Parameters<LuciaAuth['createUser']>[0]['attributes']

/**
 * Lucia's `Auth`, typed from the schema: attributes are the columns that Lucia does not own, users
 * and sessions show what `getUserAttributes` and `getSessionAttributes` return.
 *
 * It extends Lucia's class, so that code written for that class takes it. Lucia types attributes
 * through one global namespace, which TypeScript cannot relate to a schema that it does not know yet.
 * @ts-ignore */
export interface Auth<
  Schema extends RowTypes = RowTypes,
  UserAttributes extends object = object,
  SessionAttributes extends object = object,
  Args extends unknown[] = never[],
  Client = unknown,
  Statement = AppStatement,
> extends LuciaAuth<AuthConfiguration<UserAttributes, SessionAttributes, Args>> {
  getUser: (userId: string) => Promise<User<UserAttributes>>
  /**
   * Creates a user and its key, both or neither. Rejects with `AUTH_DUPLICATE_KEY_ID` when the key
   * is taken, with a `UniqueConstraintError` when the id or a unique attribute is.
   *
   * `also` makes statements of the app, such as `[db.insert(profile).values({ userId })]`: all of them
   * happen with the user, in their order, or nothing does. On PostgreSQL they are one statement, so
   * that none of them sees what another one writes. With Prisma they are operations of the client:
   * `(prisma, userId) => [prisma.profile.create({ data: { userId } })]`.
   */
  createUser: ForLucia &
    ((
      options: { userId?: string; key: NewKey | null } & AttributesOption<
        NewUserAttributes<Schema>
      > & { also?: (db: Client, userId: string) => readonly Statement[] },
    ) => Promise<User<UserAttributes>>)
  /**
   * The key of a name, when the password fits it. `signal` ends the wait for a turn to hash, with its
   * own reason: give it the request's, so that nothing is hashed for a client that is gone.
   */
  useKey: (
    providerId: string,
    providerUserId: string,
    password: string | null,
    options?: HashOptions,
  ) => Promise<Key>
  /**
   * Gives a key another password, and ends all sessions of its user but `keep`: both or neither.
   * Rejects as `useKey()` does when `current` is not its password.
   */
  changePassword: (options: NewPassword, call?: HashOptions) => Promise<Key>
  /**
   * The same without the current password, for who has proved otherwise who they are; no session
   * stays. Rejects with `AUTH_INVALID_KEY_ID` when there is no such key.
   */
  resetPassword: (options: PasswordReset, call?: HashOptions) => Promise<Key>
  updateUserAttributes: ForLucia &
    ((
      userId: string,
      attributes: Partial<NewUserAttributes<Schema>>,
    ) => Promise<User<UserAttributes>>)
  transformDatabaseUser: ForLucia & ((databaseUser: UserRow<Schema>) => User<UserAttributes>)
  getSession: (sessionId: string) => Promise<Session<UserAttributes, SessionAttributes>>
  getAllUserSessions: (userId: string) => Promise<Session<UserAttributes, SessionAttributes>[]>
  /**
   * The `sessionId` by which `getAllUserSessions()` lists a session. With `sessionIds: 'hashed'` it is
   * one for `invalidateSession()` alone, and signs nobody in.
   */
  getSessionHandle: (sessionId: string) => Promise<string>
  validateSession: (sessionId: string) => Promise<Session<UserAttributes, SessionAttributes>>
  /** Rejects with `AUTH_INVALID_USER_ID`, and leaves no session, when there is no such user. */
  createSession: ForLucia &
    ((
      options: { sessionId?: string; userId: string } & AttributesOption<
        NewSessionAttributes<Schema>
      >,
    ) => Promise<Session<UserAttributes, SessionAttributes>>)
  updateSessionAttributes: ForLucia &
    ((
      sessionId: string,
      attributes: Partial<NewSessionAttributes<Schema>>,
    ) => Promise<Session<UserAttributes, SessionAttributes>>)
  transformDatabaseSession: PassesForLucias &
    ((
      databaseSession: LuciaSessionRow,
      context: { user: User<UserAttributes>; fresh: boolean },
    ) => Session<UserAttributes, SessionAttributes>)
  createSessionCookie: (
    session: Pick<Session, 'sessionId' | 'idlePeriodExpiresAt'> | null,
  ) => Cookie
  /**
   * Deletes sessions whose idle period is over, the oldest first, in statements of at most 1,000
   * rows; for a cron job. Resolves to the number deleted.
   *
   * @param options.limit the most to delete in this call, 10,000 by default
   */
  deleteExpiredSessions: (options?: { limit?: number }) => Promise<number>
  /**
   * Whether a request's cookies may be trusted: it changes nothing by its method, or it comes from
   * the app's own pages or from hosts that `csrfProtection` allows. Session cookies of other requests
   * are ignored.
   */
  isTrustedRequest: (request: IncomingRequest) => boolean
  /** Takes what the `middleware` takes: Hono's context with `hono()`, say. */
  handleRequest: (...args: Args) => AuthRequest<Session<UserAttributes, SessionAttributes>>
  /**
   * The same for Lucia's own `RequestContext`, whatever the `middleware`.
   *
   * @param accepts may refuse a session, of the cookie or of the bearer token, which ends it
   */
  handleRequestContext: (
    context: RequestContext,
    accepts?: (session: Session<UserAttributes, SessionAttributes>) => Promise<boolean>,
  ) => AuthRequest<Session<UserAttributes, SessionAttributes>>
}

/**
 * One request's session: of its cookie, where the request may be trusted, or of its bearer token.
 * @ts-ignore */
export interface AuthRequest<AnySession = Session> extends LuciaAuthRequest<LuciaAuth> {
  /** Sends the session's cookie, or one that ends the browser's session. */
  setSession: (session: Pick<Session, 'sessionId' | 'idlePeriodExpiresAt'> | null) => void
  /** The session of the cookie, looked up once; sends the cookie again when it was renewed. */
  validate: () => Promise<AnySession | null>
  /** The session of the `Authorization: Bearer` header, looked up once. */
  validateBearerToken: () => Promise<AnySession | null>
}

interface AuthConfiguration<
  UserAttributes extends object,
  SessionAttributes extends object,
  Args extends unknown[],
> extends Configuration<UserAttributes, SessionAttributes> {
  middleware: Middleware<Args>
}

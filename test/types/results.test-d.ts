import { text } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/d1'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

declare const handle: Parameters<typeof createAuth>[0]

const schema = createSchema({
  user: { email: text('email').notNull(), nickname: text('nickname') },
  session: { country: text('country') },
})

interface UserRow {
  id: string
  email: string
  nickname: string | null
}
interface SessionRow {
  id: string
  userId: string
  activeExpires: number
  idleExpires: number
  country: string | null
}

/** The two functions get the rows of the schema, and decide what users and sessions show. */
function createMyAuth() {
  return createAuth(handle, {
    schema,
    getUserAttributes: (user) => {
      expectTypeOf(user).branded.toEqualTypeOf<UserRow>()
      return { email: user.email, initial: user.nickname?.[0] }
    },
    getSessionAttributes: (session) => {
      expectTypeOf(session).branded.toEqualTypeOf<SessionRow>()
      return { country: session.country }
    },
  })
}

type Auth = ReturnType<typeof createMyAuth>['auth']
declare const auth: Auth

interface User {
  userId: string
  email: string
  initial: string | undefined
}
interface LuciaSession {
  sessionId: string
  activePeriodExpiresAt: Date
  idlePeriodExpiresAt: Date
  state: 'active' | 'idle'
  fresh: boolean
}
interface Session extends LuciaSession {
  user: User
  country: string | null
}

expectTypeOf(auth.getUser).returns.resolves.branded.toEqualTypeOf<User>()
expectTypeOf(auth.createUser).returns.resolves.branded.toEqualTypeOf<User>()
expectTypeOf(auth.updateUserAttributes).returns.resolves.branded.toEqualTypeOf<User>()
expectTypeOf(auth.transformDatabaseUser).returns.branded.toEqualTypeOf<User>()
expectTypeOf(auth.getSession).returns.resolves.branded.toEqualTypeOf<Session>()
expectTypeOf(auth.getAllUserSessions).returns.resolves.branded.toEqualTypeOf<Session[]>()
expectTypeOf(auth.validateSession).returns.resolves.branded.toEqualTypeOf<Session>()
expectTypeOf(auth.createSession).returns.resolves.branded.toEqualTypeOf<Session>()
expectTypeOf(auth.updateSessionAttributes).returns.resolves.branded.toEqualTypeOf<Session>()
expectTypeOf(auth.transformDatabaseSession).returns.branded.toEqualTypeOf<Session>()

declare const authRequest: ReturnType<Auth['handleRequest']>
expectTypeOf(authRequest.validate).returns.resolves.branded.toEqualTypeOf<Session | null>()
expectTypeOf(
  authRequest.validateBearerToken,
).returns.resolves.branded.toEqualTypeOf<Session | null>()

declare const session: Session
authRequest.setSession(session)
authRequest.setSession(null)
auth.createSessionCookie(session)
auth.createSessionCookie(null)

// @ts-expect-error nothing but what `getUserAttributes` returns is shown
session.user.nickname
declare const shown: Awaited<ReturnType<Auth['getUser']>>
// @ts-expect-error nothing but what `getUserAttributes` returns is shown
shown.nickname
// @ts-expect-error nor is the row's own id
shown.id

/** Without the two functions nothing is shown beside Lucia's own fields. */
const silent = createAuth(handle, { schema })
interface SilentSession extends LuciaSession {
  user: { userId: string }
}
expectTypeOf(silent.auth.getUser).returns.resolves.branded.toEqualTypeOf<{ userId: string }>()
expectTypeOf(silent.auth.getSession).returns.resolves.branded.toEqualTypeOf<SilentSession>()
const plain = createAuth(handle)
expectTypeOf(plain.auth.createUser).returns.resolves.branded.toEqualTypeOf<{ userId: string }>()

/** Two auths in one program, users and staff say, each with its own types. */
const staff = createAuth(handle, {
  schema: createSchema({
    tableNames: { user: 'staff', session: 'staff_session', key: 'staff_key' },
    user: { badge: text('badge').notNull() },
  }),
  getUserAttributes: ({ badge }) => ({ badge }),
})
interface Staff {
  userId: string
  badge: string
}
expectTypeOf(staff.auth.getUser).returns.resolves.branded.toEqualTypeOf<Staff>()
expectTypeOf(auth.getUser).returns.resolves.branded.toEqualTypeOf<User>()
staff.auth.createUser({ key: null, attributes: { badge: '7' } })
// @ts-expect-error an attribute of the users
staff.auth.createUser({ key: null, attributes: { email: 'anna@example.com' } })
// @ts-expect-error an attribute of the staff
auth.createUser({ key: null, attributes: { badge: '7' } })

/** What a function is given may be annotated, and its options may stand by themselves. */
const options = {
  schema,
  getUserAttributes: (user: typeof schema.user.$inferSelect) => ({ email: user.email }),
} as const
const annotated = createAuth(handle, options)
expectTypeOf(annotated.auth.getUser).returns.resolves.branded.toEqualTypeOf<{
  userId: string
  email: string
}>()

createAuth(handle, {
  schema,
  // @ts-expect-error there is no such column
  getUserAttributes: (user) => ({ mail: user.mail }),
})
createAuth(handle, {
  schema,
  // @ts-expect-error attributes are an object
  getUserAttributes: () => 'anna',
})
// @ts-expect-error there is no such option
createAuth(handle, { schema, getUserAttribute: () => ({}) })
// @ts-expect-error it is 'DEV' or 'PROD'
createAuth(handle, { env: 'production' })

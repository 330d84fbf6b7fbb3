import { sql } from 'drizzle-orm'
import { real, text } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/d1'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

declare const handle: Parameters<typeof createAuth>[0]

const schema = createSchema({
  user: {
    email: text('email').notNull(),
    nickname: text('nickname'),
    score: real('score').notNull().default(0),
    joinedOn: text('joined_on')
      .notNull()
      .$defaultFn(() => '2026-01-01'),
    theme: text('theme').$type<'dark' | 'light'>(),
    domain: text('domain').generatedAlwaysAs(sql`substr(email, instr(email, '@') + 1)`),
  },
  session: { country: text('country').notNull(), device: text('device') },
})
const { auth } = createAuth(handle, { schema })
const plain = createAuth(handle)
const optional = createAuth(handle, {
  schema: createSchema({ user: { nickname: text('nickname') } }),
})

type NewUser = Parameters<typeof auth.createUser>[0]
type NewSession = Parameters<typeof auth.createSession>[0]
const key = { providerId: 'username', providerUserId: 'anna', password: 'secret' }
const email = 'anna@example.com'

/** A new user's attributes are the extra columns; those with a default or null may be left out. */
interface UserAttributes {
  email: string
  nickname?: string | null | undefined
  score?: number | undefined
  joinedOn?: string | undefined
  theme?: 'dark' | 'light' | null | undefined
}
interface SessionAttributes {
  country: string
  device?: string | null | undefined
}
expectTypeOf<NewUser['attributes']>().branded.toEqualTypeOf<UserAttributes>()
expectTypeOf<NewSession['attributes']>().branded.toEqualTypeOf<SessionAttributes>()
expectTypeOf<NewUser['userId']>().toEqualTypeOf<string | undefined>()

auth.createUser({ key: null, attributes: { email } })
auth.createUser({ userId: 'anna', key, attributes: { email, score: 1, theme: 'dark' } })
auth.createSession({ userId: 'anna', attributes: { country: 'AT' } })
auth.createSession({
  userId: 'anna',
  sessionId: 'abc',
  attributes: { country: 'AT', device: null },
})

// @ts-expect-error `email` is required
auth.createUser({ key: null, attributes: { nickname: 'anna' } })
// @ts-expect-error there are required attributes
auth.createUser({ key: null })
// @ts-expect-error the key has to be given, if only as null
auth.createUser({ attributes: { email } })
// @ts-expect-error `email` is text
auth.createUser({ key: null, attributes: { email: 1 } })
// @ts-expect-error `email` is not null
auth.createUser({ key: null, attributes: { email: null } })
// @ts-expect-error the column's own type counts
auth.createUser({ key: null, attributes: { email, theme: 'blue' } })
// @ts-expect-error there is no such column
auth.createUser({ key: null, attributes: { email, mail: email } })
// @ts-expect-error columns go by their property names
auth.createUser({ key: null, attributes: { email, joined_on: '2026-01-01' } })
// @ts-expect-error the database generates it
auth.createUser({ key: null, attributes: { email, domain: 'example.com' } })
// @ts-expect-error the id is `userId`
auth.createUser({ key: null, attributes: { email, id: 'anna' } })
// @ts-expect-error `country` is required
auth.createSession({ userId: 'anna', attributes: {} })
// @ts-expect-error there are required attributes
auth.createSession({ userId: 'anna' })
// @ts-expect-error there is no such column
auth.createSession({ userId: 'anna', attributes: { country: 'AT', city: 'Graz' } })
// @ts-expect-error Lucia decides when a session ends
auth.createSession({ userId: 'anna', attributes: { country: 'AT', idleExpires: 1 } })
// @ts-expect-error Lucia's own name for it is no way in either
auth.createSession({ userId: 'anna', attributes: { country: 'AT', idle_expires: 1 } })

/** Updates are partial. */
type UserUpdate = Parameters<typeof auth.updateUserAttributes>
type SessionUpdate = Parameters<typeof auth.updateSessionAttributes>
expectTypeOf<UserUpdate[1]>().branded.toEqualTypeOf<Partial<UserAttributes>>()
expectTypeOf<SessionUpdate[1]>().branded.toEqualTypeOf<Partial<SessionAttributes>>()

auth.updateUserAttributes('anna', {})
auth.updateUserAttributes('anna', { nickname: null })
auth.updateSessionAttributes('abc', { device: 'phone' })

// @ts-expect-error there is no such column
auth.updateUserAttributes('anna', { mail: email })
// @ts-expect-error a user keeps its id
auth.updateUserAttributes('anna', { id: 'berta' })
// @ts-expect-error the database generates it
auth.updateUserAttributes('anna', { domain: 'example.com' })
// @ts-expect-error a session keeps its id
auth.updateSessionAttributes('abc', { id: 'def' })
// @ts-expect-error a session keeps its user
auth.updateSessionAttributes('abc', { userId: 'berta' })
// @ts-expect-error Lucia decides when a session ends
auth.updateSessionAttributes('abc', { activeExpires: 1 })

/** Without extra columns, or with optional ones only, `attributes` may be left out. */
plain.auth.createUser({ key: null })
plain.auth.createUser({ key: null, attributes: {} })
plain.auth.createSession({ userId: 'anna' })
plain.auth.createSession({ userId: 'anna', attributes: {} })
plain.auth.updateUserAttributes('anna', {})
optional.auth.createUser({ key })
optional.auth.createUser({ key, attributes: { nickname: 'anna' } })

// @ts-expect-error there are no extra columns
plain.auth.createUser({ key: null, attributes: { email } })
// @ts-expect-error there are no extra columns
plain.auth.createSession({ userId: 'anna', attributes: { country: 'AT' } })
// @ts-expect-error there are no extra columns
plain.auth.updateUserAttributes('anna', { email })
// @ts-expect-error there is no such column
optional.auth.createUser({ key, attributes: { email } })

/** What stands in a variable is checked as well, as far as TypeScript does: required and types. */
const unfit = { email: 1 }
// @ts-expect-error `email` is text
auth.createUser({ key: null, attributes: unfit })

import { text } from 'drizzle-orm/sqlite-core'
import { createAuth, type InferAuth, type InferSession, type InferUser } from 'lucia-setup/d1'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

const schema = createSchema({
  user: { email: text('email').notNull() },
  session: { country: text('country') },
})

function createMyAuth(binding: Parameters<typeof createAuth>[0]) {
  return createAuth(binding, {
    schema,
    getUserAttributes: ({ email }) => ({ email }),
    getSessionAttributes: ({ country }) => ({ country }),
  })
}

type MyAuth = InferAuth<typeof createMyAuth>
expectTypeOf<MyAuth>().toEqualTypeOf<ReturnType<typeof createMyAuth>['auth']>()
expectTypeOf<InferUser<typeof createMyAuth>>().toEqualTypeOf<
  Awaited<ReturnType<MyAuth['getUser']>>
>()
expectTypeOf<InferUser<typeof createMyAuth>['email']>().toEqualTypeOf<string>()
expectTypeOf<InferSession<typeof createMyAuth>['country']>().toEqualTypeOf<string | null>()

/** Whatever an app has: `auth`, the set-up, or a function that returns either. */
declare const setup: ReturnType<typeof createMyAuth>
declare const auth: typeof setup.auth
declare const onlyAuth: () => MyAuth
type User = InferUser<typeof createMyAuth>
type Session = InferSession<typeof createMyAuth>
expectTypeOf<InferUser<typeof auth>>().toEqualTypeOf<User>()
expectTypeOf<InferUser<typeof setup>>().toEqualTypeOf<User>()
expectTypeOf<InferUser<typeof onlyAuth>>().toEqualTypeOf<User>()
expectTypeOf<InferSession<typeof auth>>().toEqualTypeOf<Session>()
expectTypeOf<InferAuth<typeof auth>>().toEqualTypeOf<MyAuth>()

// @ts-expect-error no function that calls createAuth()
expectTypeOf<InferUser<() => string>>()

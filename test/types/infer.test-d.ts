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

// @ts-expect-error no function that calls createAuth()
expectTypeOf<InferUser<() => string>>()

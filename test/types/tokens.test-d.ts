import { integer, text } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/d1'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { createThrottle } from 'lucia-setup/throttle'
import { createTokens } from 'lucia-setup/tokens'
import { expectTypeOf } from 'vitest'

declare const handle: Parameters<typeof createAuth>[0]

const purposes = { reset: { expiresIn: 1 }, code: { expiresIn: 1, digits: 6 } }

/** The tables show in the type where they are asked for, under their names. */
const plain = createSchema({ token: true, tableNames: { token: 'secret' } })
expectTypeOf<keyof typeof plain>().toEqualTypeOf<'user' | 'session' | 'key' | 'token'>()
expectTypeOf(plain.token._.name).toEqualTypeOf<'secret'>()
expectTypeOf<keyof ReturnType<typeof createSchema>>().toEqualTypeOf<'user' | 'session' | 'key'>()

const tokens = createTokens(createAuth(handle, { schema: plain }), {
  reset: { expiresIn: 1 },
  code: { expiresIn: 1, digits: 6 },
})
expectTypeOf(tokens.issue('reset', 'anna')).toEqualTypeOf<Promise<string>>()
tokens.redeem('reset', undefined)
tokens.redeem('code', '123456', { userId: 'anna' })
// @ts-expect-error a code belongs to its user
tokens.redeem('code', '123456')
// @ts-expect-error a link names its user by itself
tokens.redeem('reset', 'secret', { userId: 'anna' })
// @ts-expect-error there is no such purpose
tokens.issue('rest', 'anna')
// @ts-expect-error no column of the app's own
tokens.issue('reset', 'anna', { attributes: { email: 'a@b.c' } })

/** Columns of the app's own are typed as they are written and read. */
const schema = createSchema({
  token: { email: text('email').notNull(), sentAt: integer('sent_at', { mode: 'timestamp' }) },
  throttle: true,
})
const setup = createAuth(handle, { schema })
const own = createTokens(setup, { verify: { expiresIn: 1 } })
own.issue('verify', 'anna', { attributes: { email: 'a@b.c' } })
// @ts-expect-error a required column
own.issue('verify', 'anna')
// @ts-expect-error not what the column holds
own.issue('verify', 'anna', { attributes: { email: 1 } })
expectTypeOf<Awaited<ReturnType<typeof own.redeem>>>().toEqualTypeOf<{
  userId: string
  attributes: { email: string; sentAt: Date | null }
}>()

const throttle = createThrottle(setup)
expectTypeOf(throttle.guard(['anna'], async () => 1)).toEqualTypeOf<Promise<number>>()

// @ts-expect-error the schema has no such table
createTokens(createAuth(handle), purposes)
// @ts-expect-error the schema has no such table
createThrottle(createAuth(handle, { schema: plain }))
// @ts-expect-error attempts are for codes
createTokens(setup, { reset: { expiresIn: 1, attempts: 5 } })
// @ts-expect-error true, or columns
createSchema({ token: 'yes' })

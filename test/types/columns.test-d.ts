import type { D1Database } from '@cloudflare/workers-types'
import { type AuthOptions, createAuth } from 'lucia-setup/d1'
import { hono } from 'lucia-setup/hono'
import type { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

declare const handle: D1Database

const { auth, schema, tableNames } = createAuth(handle, {
  attributes: 'columns',
  tableNames: { user: 'auth_user' },
  middleware: hono(),
  getUserAttributes: (row) => ({ email: String(row.email) }),
  getSessionAttributes: ({ user_id }) => ({ owner: user_id }),
})
expectTypeOf(auth.getUser).returns.resolves.branded.toEqualTypeOf<{
  userId: string
  email: string
}>()
expectTypeOf(tableNames.user).toEqualTypeOf<'auth_user'>()
expectTypeOf(schema.user.$inferSelect).toEqualTypeOf<{ id: string }>()

// Nobody has declared Lucia's namespace here, so attributes may be anything.
auth.createUser({ key: null, attributes: { email: 'ada@example.com', is_admin: 1 } })
auth.createUser({ key: null })
auth.createSession({ userId: 'ada', attributes: { country: 'GB' } })
auth.updateUserAttributes('ada', { is_admin: false })

const options = {
  attributes: 'columns',
  getUserAttributes: ({ email }) => ({ email: String(email) }),
} satisfies AuthOptions<ReturnType<typeof createSchema>>
createAuth(handle, options)

// @ts-expect-error there is one way
createAuth(handle, { attributes: 'rows' })

import { text } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/d1'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

declare const handle: Parameters<typeof createAuth>[0]

/** Table names are literal, wherever they are given. */
const some = createAuth(handle, { tableNames: { user: 'account' } })
expectTypeOf(some.tableNames).toEqualTypeOf<{
  user: 'account'
  session: 'user_session'
  key: 'user_key'
}>()

const all = createAuth(handle, { tableNames: { user: 'u', session: 's', key: 'k' } })
expectTypeOf(all.tableNames).toEqualTypeOf<{ user: 'u'; session: 's'; key: 'k' }>()
expectTypeOf(all.schema.user._.name).toEqualTypeOf<'u'>()
expectTypeOf(all.schema.user.$inferSelect).toEqualTypeOf<{ id: string }>()

const schema = createSchema({
  tableNames: { session: 'visits' },
  user: { email: text('email').notNull() },
})
const { tableNames, db, ...rest } = createAuth(handle, { schema })
expectTypeOf(tableNames.session).toEqualTypeOf<'visits'>()
expectTypeOf(tableNames.key).toEqualTypeOf<'user_key'>()
expectTypeOf(rest.schema).toEqualTypeOf<typeof schema>()
expectTypeOf(createAuth(handle).tableNames.session).toEqualTypeOf<'user_session'>()

/** The client knows the schema: what it selects has the columns' types. */
const rows = db.select().from(schema.user)
expectTypeOf<Awaited<typeof rows>>().toEqualTypeOf<{ id: string; email: string }[]>()
const users = db.query.user.findMany()
expectTypeOf<Awaited<typeof users>>().toEqualTypeOf<{ id: string; email: string }[]>()

// @ts-expect-error there is no such table
createAuth(handle, { tableNames: { users: 'account' } })
// @ts-expect-error a name is a string
createAuth(handle, { tableNames: { user: 1 } })
// @ts-expect-error there is no such table
createSchema({ tableNames: { users: 'account' } })
// @ts-expect-error a column, not its name
createSchema({ user: { email: 'email' } })

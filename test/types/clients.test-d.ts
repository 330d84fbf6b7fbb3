import type { AnyD1Database } from 'drizzle-orm/d1'
import { drizzle as drizzleD1 } from 'drizzle-orm/d1'
import { drizzle as drizzleMysql2 } from 'drizzle-orm/mysql2'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { drizzle as drizzlePostgresJs } from 'drizzle-orm/postgres-js'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { createAuth as createD1Auth } from 'lucia-setup/d1'
import { createAuth as createMysql2Auth } from 'lucia-setup/mysql2'
import { createAuth as createPgAuth } from 'lucia-setup/pg'
import { createAuth as createPostgresJsAuth } from 'lucia-setup/postgres-js'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

declare const binding: AnyD1Database

const { user, session, key } = createSchema({ user: { email: text('email').notNull() } })
const profile = sqliteTable('profile', { userId: text('user_id').notNull() })
const db = drizzleD1(binding, { schema: { user, profile }, casing: 'snake_case' })
const setup = createD1Auth(db, { schema: { user, session, key } })

/** The client that comes back is the one that was given, and `also` is given it too. */
expectTypeOf(setup.db).toEqualTypeOf<typeof db>()
void setup.auth.createUser({
  key: null,
  attributes: { email: 'anna@example.com' },
  also: (given, userId) => {
    expectTypeOf(given).toEqualTypeOf<typeof db>()
    expectTypeOf(userId).toEqualTypeOf<string>()
    return [given.insert(profile).values({ userId }), given.delete(profile)]
  },
})

/** A handle's `also` is given the client that `createAuth()` has made. */
const made = createD1Auth(binding, { schema: { user, session, key } })
void made.auth.createUser({
  key: null,
  attributes: { email: 'anna@example.com' },
  also: (given, userId) => {
    expectTypeOf(given).toEqualTypeOf<typeof made.db>()
    return [given.insert(profile).values({ userId })]
  },
})

void setup.auth.createUser({
  key: null,
  attributes: { email: 'anna@example.com' },
  // @ts-expect-error An array, of what has not been awaited.
  also: async (given) => [await given.delete(profile)],
})

const pg = drizzlePg('postgres://')
void pg.transaction(async (tx) => {
  expectTypeOf(createPgAuth(tx).db).toEqualTypeOf<typeof tx>()
})
const postgresJs = drizzlePostgresJs('postgres://')
void postgresJs.transaction(async (tx) => {
  expectTypeOf(createPostgresJsAuth(tx).db).toEqualTypeOf<typeof tx>()
})
const mysql2 = drizzleMysql2('mysql://')
void mysql2.transaction(async (tx) => {
  expectTypeOf(createMysql2Auth(tx).db).toEqualTypeOf<typeof tx>()
})

// @ts-expect-error A client of another dialect.
createD1Auth(pg)
// @ts-expect-error A client of another dialect.
createPgAuth(mysql2)

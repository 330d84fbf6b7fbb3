import Database from 'better-sqlite3'
import { relations } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { expect, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { sqliteTables } from '../ddl.ts'

const users = sqliteTable('user', { id: text('id').primaryKey(), name: text('name').notNull() })
const sessions = sqliteTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: integer('active_expires').notNull(),
  idleExpires: integer('idle_expires').notNull(),
})
const keys = sqliteTable('user_key', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  hashedPassword: text('hashed_password'),
})
const posts = sqliteTable('post', {
  id: integer('id').primaryKey(),
  authorId: text('author_id').notNull(),
})
const usersRelations = relations(users, ({ many }) => ({ posts: many(posts) }))
const postsRelations = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id] }),
}))

const own = { users, sessions, keys, posts, usersRelations, postsRelations }

it.each([
  ['before', { ...own, user: users, session: sessions, key: keys }],
  ['behind', { user: users, session: sessions, key: keys, ...own }],
])(
  "the app's other tables and relations stand %s Lucia's names in the schema",
  async (_, schema) => {
    const database = new Database(':memory:')
    for (const statement of await sqliteTables({ users, sessions, keys, posts })) {
      database.exec(statement)
    }
    const { auth, db } = createAuth(database, {
      schema,
      getUserAttributes: ({ name }) => ({ name }),
    })
    await auth.createUser({ userId: 'anna', key: null, attributes: { name: 'Anna' } })
    await db.insert(posts).values({ id: 1, authorId: 'anna' })
    const expected = [{ id: 'anna', name: 'Anna', posts: [{ id: 1, authorId: 'anna' }] }]
    expect(await db.query.users.findMany({ with: { posts: true } })).toEqual(expected)
    expect(await db.query.user.findMany({ with: { posts: true } })).toEqual(expected)
    const [post] = await db.query.posts.findMany({ with: { author: true } })
    expect(post?.author.name).toBe('Anna')
    expect(await auth.getUser('anna')).toEqual({ userId: 'anna', name: 'Anna' })
  },
)

// What an app exports of its set-up, typed by inference: with `declaration: true` TypeScript has to
// write these types down, in names that the app can import.
import { text } from 'drizzle-orm/sqlite-core'
import { Hono } from 'hono'
import { createAuth } from 'lucia-setup/d1'
import { hono, requireSession, sessionMiddleware } from 'lucia-setup/hono'
import { createSchema } from 'lucia-setup/schema/sqlite'

declare const handle: Parameters<typeof createAuth>[0]

export const schema = createSchema({
  user: { email: text('email').notNull() },
  session: { country: text('country') },
})
export const options = {
  schema,
  middleware: hono(),
  getUserAttributes: ({ email }: typeof schema.user.$inferSelect) => ({ email }),
}
export function createMyAuth() {
  return createAuth(handle, options)
}
export const setup = createMyAuth()
export const { auth, db, tableNames } = setup
export const plain = createAuth(handle)
export const renamed = createAuth(handle, { tableNames: { user: 'account' } })
export type Auth = ReturnType<typeof createMyAuth>['auth']

export const getUser = (userId: string) => auth.getUser(userId)
export const getSession = (sessionId: string) => auth.getSession(sessionId)
export const handleRequest = auth.handleRequest
export const authRequest = (...args: Parameters<typeof handleRequest>) => handleRequest(...args)

export const app = new Hono()
  .use(sessionMiddleware(createMyAuth))
  .get('/', (c) => c.text(c.var.session?.user.email ?? 'nobody'))
  .get('/private', requireSession(), (c) => c.json(c.var.session))

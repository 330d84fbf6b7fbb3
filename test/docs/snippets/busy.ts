import Database from 'better-sqlite3'
import { Hono } from 'hono'
import { createAuth } from 'lucia-setup/better-sqlite3'
import { PasswordQueueError } from 'lucia-setup/password'

const { auth } = createAuth(new Database(process.env.DATABASE_FILE))

export const app = new Hono()

app.post('/sign-in', async (c) => {
  const { email, password } = await c.req.json()
  const { signal } = c.req.raw
  const { userId } = await auth.useKey('email', email, password, { signal })
  return c.text(userId)
})

app.onError((error, c) => {
  if (error instanceof PasswordQueueError) return c.text('Busy, please try again', 503)
  throw error
})

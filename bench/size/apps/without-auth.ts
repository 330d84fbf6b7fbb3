// Hono and Drizzle on D1, as an app has them before it has users.
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { Hono } from 'hono'

const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  username: text('username').notNull().unique(),
})

const app = new Hono<{ Bindings: { DB: never } }>()

app.get('/users/:id', async (c) => {
  const db = drizzle(c.env.DB, { schema: { user } })
  const rows = await db
    .select()
    .from(user)
    .where(eq(user.id, c.req.param('id')))
  return c.json(rows)
})

// biome-ignore lint/style/noDefaultExport: it is how a Worker is written
export default app

import { serve } from '@hono/node-server'
import { app } from './app.ts'
import { database, setup } from './auth.ts'

const hostname = process.env.HOST ?? '127.0.0.1'
const port = Number(process.env.PORT ?? 3000)
const server = serve({ fetch: app.fetch, hostname, port }, (address) => {
  console.log(`Listening on http://${hostname}:${address.port}`)
})

// Nothing else deletes the sessions of users who do not come back.
const day = 24 * 60 * 60 * 1000
setInterval(() => setup.auth.deleteExpiredSessions().catch(console.error), day).unref()

process.once('SIGTERM', () => {
  server.close(() => database.close())
})

import { createAuth } from 'lucia-setup/d1'
import { hono } from 'lucia-setup/hono'
import { createHono } from './hono-app.js'

const options = { env: 'DEV', middleware: hono() }

export default createHono((c) => createAuth(c.env.DB, options))

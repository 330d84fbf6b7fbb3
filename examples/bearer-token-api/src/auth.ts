import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { createAuth, type InferAuth, type InferSession } from 'lucia-setup/d1'
import { hono } from 'lucia-setup/hono'
import * as schema from './schema.ts'

const options = {
  schema,
  middleware: hono(),
  getUserAttributes: ({ username }: typeof schema.user.$inferSelect) => ({ username }),
}

const setUpAuth = (binding: D1Database) => createAuth(binding, options)

/** What Hono has to know of this Worker. */
export interface Env {
  Bindings: { DB: D1Database }
  Variables: { auth: InferAuth<typeof setUpAuth> }
}

/** Sets up authentication for each request; it asks the database nothing. */
export const authentication = createMiddleware<Env>(async (c, next) => {
  c.set('auth', setUpAuth(c.env.DB).auth)
  await next()
})

interface SignedIn extends Env {
  Variables: Env['Variables'] & { session: InferSession<typeof setUpAuth> }
}

/** Answers 401 where there is no valid token; after it there is `c.var.session`. */
export const requireToken = createMiddleware<SignedIn>(async (c, next) => {
  const session = await c.var.auth.handleRequest(c).validateBearerToken()
  if (!session) {
    c.header('WWW-Authenticate', 'Bearer')
    throw new HTTPException(401, { message: 'Send a valid token: Authorization: Bearer <token>' })
  }
  c.set('session', session)
  await next()
})

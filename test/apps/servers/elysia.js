import { Elysia } from 'elysia'
import { elysia } from 'lucia/middleware'
import { createAppOnPg } from './app-on-pg.js'

const { auth, who, post } = createAppOnPg(elysia())
new Elysia()
  .get('/', (context) => who(auth.handleRequest(context)))
  .post('/*', async (context) => {
    const body = await post(context.path, auth.handleRequest(context), context.body)
    if (body) return body
    context.set.status = 303
    context.set.headers.Location = '/'
    return ''
  })
  .listen({ port: Number(process.env.PORT), hostname: '127.0.0.1' })

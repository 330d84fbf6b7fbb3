import formBody from '@fastify/formbody'
import Fastify from 'fastify'
import { fastify } from 'lucia/middleware'
import { createAppOnPg } from './app-on-pg.js'

const { auth, who, post } = createAppOnPg(fastify())
const server = Fastify()
server.register(formBody)
server.get('/', (request, reply) => who(auth.handleRequest(request, reply)))
for (const path of ['/form', '/sign-up', '/sign-in', '/sign-out']) {
  server.post(path, async (request, reply) => {
    const body = await post(path, auth.handleRequest(request, reply), request.body)
    return body ?? reply.redirect('/', 303)
  })
}
await server.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })

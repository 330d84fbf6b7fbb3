import Fastify from 'fastify'
import { fastify as luciaFastify } from 'lucia/middleware'
import { onTestFinished } from 'vitest'
import { createApp, theme } from './app.ts'
import { frameworkCases } from './cases.ts'
import { browserOn } from './server.ts'

frameworkCases('Fastify 5, fastify()', async () => {
  const app = createApp(luciaFastify())
  const server = Fastify()
  onTestFinished(() => server.close())
  server.all('/*', async (request, reply) => {
    reply.header('Set-Cookie', theme)
    return await app.answer(app.auth.handleRequest(request, reply), request.url)
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  return { browser: browserOn(server.server), database: app.database }
})

import express from 'express'
import { express as luciaExpress } from 'lucia/middleware'
import { createApp, theme } from './app.ts'
import { frameworkCases } from './cases.ts'
import { listen } from './server.ts'

frameworkCases('Express 5, express()', async () => {
  const app = createApp(luciaExpress())
  const server = express()
  server.use(async (req, res) => {
    res.append('Set-Cookie', theme)
    res.send(await app.answer(app.auth.handleRequest(req, res), req.path))
  })
  return { browser: await listen(server), database: app.database }
})

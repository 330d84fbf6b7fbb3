import { afterAll, beforeAll, describe, vi } from 'vitest'
import { runWell } from '../package/run.ts'
import { installedNode } from '../runtimes/installed.ts'
import { type Installed, installApp } from './installed.ts'
import { appCases, type Site } from './script.ts'
import { type Served, serve } from './serve.ts'
import { sveltekitCases } from './sveltekit-cases.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

const kit = ['@sveltejs/kit@3', '@sveltejs/adapter-node@6', '@sveltejs/vite-plugin-svelte@7']

// SvelteKit 2 is the example's: see test/examples/sveltekit-cloudflare.test.ts.
describe('SvelteKit 3 on Node', () => {
  let app: Installed
  let server: Served

  beforeAll(async () => {
    // It needs a newer Node than this project does.
    app = await installApp('sveltekit', ...kit, 'vite@8', 'svelte@5')
    const program = await installedNode()
    await runWell(app.folder, program, 'node_modules/vite/bin/vite.js', 'build')
    const environment = { ...app.database.environment, PROTOCOL_HEADER: 'x-forwarded-proto' }
    server = await serve(app.folder, environment, program, 'build/index.js')
  })
  afterAll(async () => {
    await server?.stop()
    await app?.remove()
  })

  const site = (): Site => ({ origin: server.origin, query: app.query })
  appCases('SvelteKit', site)
  sveltekitCases(site, 'name')
})

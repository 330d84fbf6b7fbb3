import { env } from 'cloudflare:test'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createAuth } from '../../src/d1.ts'

beforeAll(async () => {
  await env.DB.batch(inject('sqliteTables').lucia.map((statement) => env.DB.prepare(statement)))
  await env.DB.prepare("insert into user (id, username) values ('anna', 'anna')").run()
})
afterAll(async () => {
  for (const table of ['user_session', 'user_key', 'user']) {
    await env.DB.prepare(`drop table "${table}"`).run()
  }
})

it('a set-up of the module, with the env of cloudflare:workers, serves one request after another', async () => {
  const { sessionId } = await createAuth(env.DB).auth.createSession({ userId: 'anna' })
  const path = '../docs/snippets/worker-module-env.ts'
  const app = ((await import(path)) as { default: Hono }).default
  for (const Cookie of [`auth_session=${sessionId}`, '', `auth_session=${sessionId}`]) {
    const answer = await app.request('https://app.example.com/', { headers: { Cookie } })
    expect(await answer.text()).toBe(Cookie ? 'anna' : 'nobody')
  }
})

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

const appOf = async (name: string) =>
  ((await import(`../docs/snippets/${name}.ts`)) as { default: Hono }).default

it('a set-up of the module, with the env of cloudflare:workers, serves one request after another', async () => {
  const { sessionId } = await createAuth(env.DB).auth.createSession({ userId: 'anna' })
  const app = await appOf('worker-module-env')
  for (const Cookie of [`auth_session=${sessionId}`, '', `auth_session=${sessionId}`]) {
    const answer = await app.request('https://app.example.com/', { headers: { Cookie } })
    expect(await answer.text()).toBe(Cookie ? 'anna' : 'nobody')
  }
})

it('a socket is opened for who is signed in, on a page of the app itself, and renews nothing', async () => {
  const { sessionId } = await createAuth(env.DB).auth.createSession({ userId: 'anna' })
  const idle = 'update user_session set active_expires = 1 where id = ?'
  await env.DB.prepare(idle).bind(sessionId).run()
  const app = await appOf('worker-socket')
  const open = (headers: Record<string, string>) =>
    app.request('https://app.example.com/socket', { headers: { Upgrade: 'websocket', ...headers } })
  const own = { Cookie: `auth_session=${sessionId}`, Origin: 'https://app.example.com' }
  expect((await open({})).status).toBe(401)
  expect((await open({ ...own, Origin: 'https://evil.example' })).status).toBe(401)
  const answer = await open(own)
  expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([101, null])
  const said = new Promise((resolve) => {
    answer.webSocket?.addEventListener('message', ({ data }) => resolve(data))
  })
  answer.webSocket?.accept()
  expect(await said).toBe('Hello anna')
  const row = await env.DB.prepare('select active_expires from user_session where id = ?')
  expect(await row.bind(sessionId).first('active_expires')).toBe(1)
})

import { env } from 'cloudflare:test'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { createAuth } from '../../src/d1.ts'
import { withSession } from '../../src/fetch.ts'

const origin = 'https://app.example.com'
const headers = { Cookie: 'auth_session=session-1', Origin: origin }
const sessionCookies = (answer: Response) => answer.headers.getAll('Set-Cookie')

/** Asks with Anna's cookie, in the session's idle period. */
function visit(answer: () => Response | Promise<Response>, more: Record<string, string> = {}) {
  const request = new Request(`${origin}/page`, { headers: { ...headers, ...more } })
  return withSession(request, createAuth(env.DB), answer)
}

const state = async () =>
  (
    await createAuth(env.DB)
      .auth.getSession('session-1')
      .catch(() => null)
  )?.state

describe('withSession() in workerd, in the idle period of a session', () => {
  beforeAll(async () => {
    for (const statement of inject('sqliteTables').lucia) await env.DB.prepare(statement).run()
    await env.DB.prepare("insert into user (id, username) values ('anna', 'anna')").run()
  })
  beforeEach(async () => {
    const times = [Date.now() - 1_000, Date.now() + 1_000_000]
    await env.DB.prepare(
      `insert or replace into user_session (id, user_id, active_expires, idle_expires)
       values ('session-1', 'anna', ?, ?)`,
    )
      .bind(...times)
      .run()
  })
  afterAll(async () => {
    for (const table of ['user_session', 'user_key', 'user']) {
      await env.DB.prepare(`drop table if exists "${table}"`).run()
    }
  })

  it('leaves the answer to a handshake as it is, and renews nothing', async () => {
    const { 0: client, 1: server } = new WebSocketPair()
    server.accept()
    const socket = () => new Response(null, { status: 101, webSocket: client })
    const answer = await visit(socket, { Upgrade: 'websocket' })
    expect([answer.status, answer.webSocket]).toEqual([101, client])
    expect(sessionCookies(answer)).toEqual([])
    expect(await state()).toBe('idle')
  })

  it('answers with a socket where the request has not said that it asks for one', async () => {
    const { 0: client, 1: server } = new WebSocketPair()
    server.accept()
    const answer = await visit(() => new Response(null, { status: 101, webSocket: client }))
    expect(answer.webSocket).toBe(client)
  })

  it('sends the cookie with pages, streams, redirects and the answers of others', async () => {
    const { readable, writable } = new IdentityTransformStream()
    const writer = writable.getWriter()
    const pages: [status: number, body: string, answer: () => Response | Promise<Response>][] = [
      [200, 'page', () => new Response('page')],
      [200, 'stream', () => new Response(readable)],
      [302, '', () => Response.redirect(`${origin}/next`)],
      [200, 'of another', () => fetch('data:text/plain,of%20another')],
    ]
    for (const [status, body, page] of pages) {
      await env.DB.prepare('update user_session set active_expires = 1').run()
      const answer = await visit(page)
      if (body === 'stream') {
        void writer.write(new TextEncoder().encode(body)).then(() => writer.close())
      }
      expect(sessionCookies(answer)).toEqual([expect.stringContaining('auth_session=session-1;')])
      expect([answer.status, await answer.text()]).toEqual([status, body])
    }
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type D1Worker, startD1Worker } from './d1-worker.ts'

let worker: D1Worker

beforeAll(async () => {
  worker = await startD1Worker('bearer-token-api')
})
afterAll(() => worker?.stop())

const password = 'correct horse battery'

async function send(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const text = body === undefined ? null : JSON.stringify(body)
  const answer = await fetch(worker.origin + path, { method, headers, body: text })
  const json: unknown = answer.status === 204 ? null : await answer.json()
  return { status: answer.status, json, headers: answer.headers }
}

const post = (path: string, body: unknown) => send('POST', path, {}, body)
const me = (headers: Record<string, string>) => send('GET', '/me', headers)
const bearing = (token: string) => ({ Authorization: `Bearer ${token}` })

async function tokenFrom(path: string, username: string): Promise<string> {
  const { status, json } = await post(path, { username, password })
  expect(status).toBe(201)
  expect(json).toEqual({
    token: expect.stringMatching(/^\w{40}$/),
    expiresAt: expect.stringMatching(/^\d{4}-/),
  })
  return (json as { token: string }).token
}

describe('a token', () => {
  test('is given for a new account and for a password, and ends alone', async () => {
    const first = await tokenFrom('/accounts', 'Ada')
    const account = { userId: expect.any(String), username: 'ada' }
    expect(await me(bearing(first))).toMatchObject({ status: 200, json: account })
    const second = await tokenFrom('/tokens', 'ada')
    expect(second).not.toBe(first)

    const ended = await send('DELETE', '/tokens/current', bearing(first))
    expect(ended).toMatchObject({ status: 204 })
    expect(await me(bearing(first))).toMatchObject({ status: 401 })
    expect(await me(bearing(second))).toMatchObject({ status: 200, json: account })
  })

  test('never comes in a cookie, and is not taken from one', async () => {
    const token = await tokenFrom('/accounts', 'berta')
    expect(await me({ Cookie: `auth_session=${token}` })).toMatchObject({ status: 401 })
    for (const answer of [
      await post('/tokens', { username: 'berta', password }),
      await me(bearing(token)),
    ]) {
      expect(answer.status).toBeLessThan(300)
      expect(answer.headers.get('Set-Cookie')).toBeNull()
    }
  })

  test('is missing, wrong or rubbish: 401, in JSON', async () => {
    const unknown = 'x'.repeat(40)
    const rubbish = ['', 'Bearer', 'Bearer ', unknown, `Basic ${unknown}`, 'Bearer \u00e9\u00ff']
    const wrong = [
      `Bearer ${unknown}`,
      `Bearer ${'x'.repeat(9_000)}`,
      `Bearer a b`,
      "Bearer ' or 1",
    ]
    const headers = [...rubbish, ...wrong].map((Authorization) => ({ Authorization }))
    for (const given of [{}, ...headers]) {
      for (const answer of [await me(given), await send('DELETE', '/tokens/current', given)]) {
        expect([given, answer.status]).toEqual([given, 401])
        expect(answer.json).toEqual({ error: expect.stringContaining('Authorization: Bearer') })
        expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer')
      }
    }
  })
})

describe('an account', () => {
  test('is refused with the reason', async () => {
    await post('/accounts', { username: 'carla', password })
    expect(await post('/accounts', { username: 'CARLA', password })).toMatchObject({ status: 409 })
    const wrong = { error: 'Wrong username or password' }
    for (const given of [
      { username: 'carla', password: 'wrong horse battery' },
      { username: 'nobody', password },
    ]) {
      expect(await post('/tokens', given)).toMatchObject({ status: 400, json: wrong })
    }
    for (const body of [undefined, null, [], 'text', {}, { username: 1 }, { username: 'a:b' }]) {
      const reason = { error: expect.stringMatching(/^username must be/) }
      expect(await post('/accounts', body)).toMatchObject({ status: 400, json: reason })
    }
    for (const unfit of ['short', 'x'.repeat(256), null]) {
      const reason = { error: expect.stringMatching(/^password must be/) }
      const answer = await post('/accounts', { username: 'dora', password: unfit })
      expect(answer).toMatchObject({ status: 400, json: reason })
    }
    const large = { username: 'dora', password: 'x'.repeat(70_000) }
    const tooLarge = { error: 'This body is too large' }
    expect(await post('/accounts', large)).toMatchObject({ status: 413, json: tooLarge })
    expect(await send('GET', '/nowhere', {})).toMatchObject({ status: 404 })
  })
})

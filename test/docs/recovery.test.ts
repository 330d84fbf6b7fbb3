import type { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/d1.ts'
import { sqliteTables } from '../ddl.ts'
import { useD1 } from '../defects/d1.ts'
import { snippet } from './pages.ts'

const origin = 'https://app.example.com'
const email = 'a@example.com'
const password = 'correct horse'

describe('the recipes for a forgotten password, an address and a throttle', async () => {
  const { app, schema, sendVerification } = (await snippet('recovery')) as {
    app: Hono
    schema: never
    sendVerification(bindings: object, userId: string, email: string): Promise<void>
  }
  const tables = await sqliteTables(schema)
  const database = useD1(() => tables)

  async function open() {
    const mails: string[] = []
    const bindings = {
      DB: database(),
      MAIL: { send: async (_: string, text: string) => mails.push(text) },
    }
    const { auth } = createAuth(database(), { schema })
    const key = { providerId: 'email', providerUserId: email, password }
    const { userId } = await auth.createUser({ key, attributes: { email } as never })
    const works: Promise<unknown>[] = []
    const context = {
      waitUntil: (work: Promise<unknown>) => works.push(work),
      passThroughOnException() {},
    }
    async function post(path: string, body: object) {
      const headers = { Origin: origin, 'CF-Connecting-IP': '192.0.2.1' }
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      const answer = await app.request(`${origin}${path}`, init, bindings, context as never)
      await Promise.all(works)
      return { status: answer.status, text: await answer.text(), headers: answer.headers }
    }
    const tokenIn = (mail = '') => new URL(mail).searchParams.get('token')
    return { post, mails, tokenIn, bindings, userId }
  }

  it('lead to a new password once, and tell nobody who has an account', async () => {
    const { post, mails, tokenIn } = await open()
    expect((await post('/sign-in', { email, password })).status).toBe(204)
    const unknown = await post('/forgot', { email: 'b@example.com' })
    expect(mails).toEqual([])
    const known = await post('/forgot', { email })
    expect(known.text).toBe(unknown.text)
    const token = tokenIn(mails[0])
    expect((await post('/reset', { token, password: 'short' })).status).toBe(400)
    expect((await post('/reset', { token, password: 'battery staple' })).status).toBe(200)
    const again = await post('/reset', { token, password: 'battery staple' })
    expect([again.status, again.text]).toEqual([400, 'This link is not valid, ask for a new one'])
    const sessions = 'select count(*) as count from user_session'
    expect(await database().prepare(sessions).first('count')).toBe(0)
    expect((await post('/sign-in', { email, password })).status).toBe(400)
    expect((await post('/sign-in', { email, password: 'battery staple' })).status).toBe(204)
  })

  it('verify an address, unless it is another by then', async () => {
    const { post, mails, tokenIn, bindings, userId } = await open()
    await sendVerification(bindings, userId, 'old@example.com')
    expect((await post('/verify', { token: tokenIn(mails[0]) })).status).toBe(400)
    await sendVerification(bindings, userId, email)
    expect((await post('/verify', { token: tokenIn(mails[1]) })).status).toBe(200)
    expect(await database().prepare('select verified from user').first('verified')).toBe(1)
  })

  it('let somebody wait who guesses', async () => {
    const { post } = await open()
    for (let guess = 0; guess < 6; guess++) {
      expect((await post('/sign-in', { email, password: 'wrong' })).status).toBe(400)
    }
    const answer = await post('/sign-in', { email, password })
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, '1'])
  })
})

import { createHmac } from 'node:crypto'
import Database from 'better-sqlite3'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../src/better-sqlite3.ts'
import { type ClientAttributes, clientAttributes } from '../src/client.ts'
import { SetupError } from '../src/errors.ts'
import { type SessionOptions, type SessionVariables, withSession } from '../src/fetch.ts'
import { sessionMiddleware } from '../src/hono.ts'
import { clientColumns as mysqlColumns } from '../src/schema/mysql.ts'
import { clientColumns as postgresColumns } from '../src/schema/postgres.ts'
import { clientColumns, createSchema } from '../src/schema/sqlite.ts'
import { sqliteTables } from './ddl.ts'

const key = 'a secret of the app'
const hashOf = (address: string) => createHmac('sha256', key).update(address).digest('hex')
const requestFrom = (headers: Record<string, string>) => ({ headers: new Headers(headers) })

describe('clientAttributes()', () => {
  it("takes Cloudflare's headers, and hides the address behind an HMAC", async () => {
    const request = requestFrom({
      'User-Agent': 'Firefox',
      'CF-IPCountry': 'CH',
      'CF-Connecting-IP': '2001:db8::1',
      'X-Forwarded-For': '192.0.2.66',
    })
    const addressHash = hashOf('2001:db8::1')
    expect(await clientAttributes(request, { key })).toEqual({
      userAgent: 'Firefox',
      country: 'CH',
      addressHash,
    })
  })

  it('is null where nothing is known, and leaves the address out without a key', async () => {
    const unknown = { userAgent: null, country: null, addressHash: null }
    expect(await clientAttributes(requestFrom({}), { key })).toEqual(unknown)
    const address = requestFrom({ 'CF-Connecting-IP': '192.0.2.1' })
    expect(await clientAttributes(address)).toEqual(unknown)
    const rubbish = requestFrom({ 'CF-IPCountry': '<b>', 'User-Agent': '' })
    expect(await clientAttributes(rubbish, { key })).toEqual(unknown)
  })

  it('cuts what the columns cannot hold', async () => {
    const { userAgent } = await clientAttributes(requestFrom({ 'User-Agent': 'x'.repeat(8192) }))
    expect(userAgent).toBe('x'.repeat(255))
    expect(mysqlColumns()).toHaveProperty('userAgent')
    expect(Object.keys(postgresColumns())).toEqual(Object.keys(clientColumns()))
  })

  it('believes only the hops that proxies of the app have added', async () => {
    const request = requestFrom({
      'X-Forwarded-For': '10.6.6.6, 192.0.2.1 , 10.0.0.1',
      'CF-Connecting-IP': '192.0.2.99',
    })
    const hash = async (trustedProxies: number) =>
      (await clientAttributes(request, { key, trustedProxies })).addressHash
    expect(await hash(0)).toBe(hashOf('192.0.2.99'))
    expect(await hash(1)).toBe(hashOf('10.0.0.1'))
    expect(await hash(2)).toBe(hashOf('192.0.2.1'))
    expect(await hash(9)).toBeNull()
  })

  it('refuses an empty key and a strange number of proxies', async () => {
    const request = requestFrom({ 'CF-Connecting-IP': '192.0.2.1' })
    await expect(clientAttributes(request, { key: '' })).rejects.toThrow(SetupError)
    for (const trustedProxies of [-1, 0.5, Number.NaN]) {
      await expect(clientAttributes(request, { trustedProxies })).rejects.toThrow(SetupError)
    }
  })
})

describe.each(['sessionMiddleware()', 'withSession()'])('bindTo of %s', (door) => {
  const schema = createSchema({ session: clientColumns() })
  const start = { 'user-agent': 'Firefox', 'cf-ipcountry': 'CH', 'cf-connecting-ip': '192.0.2.1' }

  /** How a client sends the id of its session. */
  const ways = {
    cookie: { cookie: 'auth_session=session-1' },
    'bearer token': { authorization: 'Bearer session-1' },
  }

  async function visit(
    options: SessionOptions,
    changes: Record<string, string>,
    attributes: Partial<ClientAttributes> = {},
    way: keyof typeof ways = 'cookie',
  ) {
    const database = new Database(':memory:')
    for (const statement of await sqliteTables(schema)) database.exec(statement)
    const getSessionAttributes = (session: ClientAttributes): ClientAttributes => session
    const setUp = () => createAuth(database, { schema, getSessionAttributes })
    const { auth } = setUp()
    const { userId } = await auth.createUser({ key: null })
    const bound = { ...(await clientAttributes(requestFrom(start), { key })), ...attributes }
    await auth.createSession({ userId, sessionId: 'session-1', attributes: bound })
    const answer = async ({ session, authRequest }: SessionVariables<ReturnType<typeof setUp>>) => {
      return new Response(
        (session ?? (await authRequest.validateBearerToken())) ? 'known' : 'nobody',
      )
    }
    const app = new Hono()
      .use(sessionMiddleware(setUp, options))
      .get('/', async (c) => await answer(c.var))
    const headers = { ...start, ...changes, ...ways[way] }
    const request = new Request('https://app.example/', { headers })
    const response =
      door === 'withSession()'
        ? await withSession(request, setUp(), answer, options)
        : await app.request(request)
    const rows = database.prepare('select * from user_session').all().length
    return { text: await response.text(), rows, cookie: response.headers.get('set-cookie') }
  }

  const kept = { text: 'known', rows: 1, cookie: null }
  const ended = { text: 'nobody', rows: 0, cookie: expect.stringContaining('auth_session=;') }

  it('ends a session whose country or user agent has changed', async () => {
    expect(await visit({ bindTo: true }, {})).toEqual(kept)
    expect(await visit({ bindTo: true }, { 'cf-ipcountry': 'FR' })).toEqual(ended)
    expect(await visit({ bindTo: true }, { 'user-agent': 'Chrome' })).toEqual(ended)
    expect(await visit({ bindTo: true }, { 'user-agent': '' })).toEqual(ended)
  })

  it('leaves a session that has moved to another address, unless it is bound to it', async () => {
    const moved = { 'cf-connecting-ip': '192.0.2.2' }
    expect(await visit({ bindTo: true }, moved)).toEqual(kept)
    expect(await visit({ bindTo: ['addressHash'], key }, {})).toEqual(kept)
    expect(await visit({ bindTo: ['addressHash'], key }, moved)).toEqual(ended)
  })

  it('takes no binding to an address without the key that it is made with', async () => {
    for (const options of [{}, { trustedProxies: 1 }, { key: undefined }]) {
      const unbound = visit({ bindTo: ['country', 'addressHash'], ...options }, {})
      await expect(unbound).rejects.toThrow("options.bindTo must not have 'addressHash'")
    }
  })

  it('ends a session whose id is sent as a bearer token, as it ends one of a cookie', async () => {
    const changed: [SessionOptions, Record<string, string>][] = [
      [{ bindTo: true }, { 'cf-ipcountry': 'FR' }],
      [{ bindTo: true }, { 'user-agent': 'Chrome' }],
      [{ bindTo: ['country'] }, { 'cf-ipcountry': 'FR' }],
      [{ bindTo: ['addressHash'], key }, { 'cf-connecting-ip': '192.0.2.2' }],
    ]
    for (const [options, changes] of changed) {
      expect(await visit(options, {}, {}, 'bearer token')).toEqual(kept)
      expect(await visit(options, changes, {}, 'bearer token')).toEqual({ ...ended, cookie: null })
      expect(await visit({}, changes, {}, 'bearer token')).toEqual(kept)
    }
  })

  it('binds a session to nothing that it does not know, and not at all by default', async () => {
    const unknown = { country: null, userAgent: null }
    const moved = { 'cf-ipcountry': 'FR', 'user-agent': 'Chrome' }
    expect(await visit({ bindTo: true }, moved, unknown)).toEqual(kept)
    expect(await visit({}, moved)).toEqual(kept)
  })
})

import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../src/schema/sqlite.ts'
import { bundledForWorkers } from '../bundled.ts'
import { sqliteTables } from '../ddl.ts'

const origin = 'https://app.example.com'
const password = 'correct horse battery'

let server: Miniflare

beforeAll(async () => {
  const shared = { modules: true, compatibilityDate: '2026-04-21' }
  server = new Miniflare({
    workers: [
      {
        ...shared,
        name: 'site',
        script: await bundled("export { default } from './site.ts'"),
        serviceBindings: { ACCOUNTS: 'accounts' },
      },
      {
        ...shared,
        name: 'accounts',
        script: await bundled(revealing),
        d1Databases: ['DB'],
      },
    ],
  })
  const database = await server.getD1Database('DB', 'accounts')
  const tables = await sqliteTables(createSchema())
  await database.batch(tables.map((statement) => database.prepare(statement)))
})
afterAll(() => server?.dispose())

/** The Worker of the page, with a method that gives what cannot cross. */
const revealing = `
import { createAuth } from 'lucia-setup/d1'
import Accounts from './accounts.ts'
export default class extends Accounts {
  async auth() { return createAuth(this.env.DB).auth }
}`

const resolveDir = join(import.meta.dirname, 'snippets/auth-worker')
const bundled = (contents: string) => bundledForWorkers({ stdin: { contents, resolveDir } })

/** What the Worker lets others call. */
interface Accounts {
  signUp(name: string, password: string): Promise<unknown>
  auth(): Promise<unknown>
}

async function accounts(): Promise<Accounts> {
  return (await server.getWorker('accounts')) as never
}

async function visit(path: string, headers: Record<string, string> = {}, body?: object) {
  const method = body ? 'POST' : 'GET'
  const answer = await server.dispatchFetch(`${origin}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, text, cookies: answer.headers.getSetCookie() }
}

describe('auth in a Worker of its own', () => {
  it('signs in for another Worker, and says whose a request is', async () => {
    await (await accounts()).signUp('ada', password)
    expect(await visit('/')).toEqual({ status: 200, text: 'null', cookies: [] })
    const wrong = await visit('/sign-in', {}, { name: 'ada', password: 'wrong' })
    expect(wrong).toEqual({ status: 400, text: 'Wrong name or password', cookies: [] })
    const { cookies } = await visit('/sign-in', {}, { name: 'ada', password })
    const [Cookie = ''] = /^auth_session=\w{40}/.exec(String(cookies)) ?? []
    expect((await visit('/', { Cookie })).text).toContain('"userId"')
    expect((await visit('/', { Cookie: 'auth_session=unknown' })).text).toBe('null')
    const forged = { Cookie, Origin: 'https://evil.example' }
    expect((await visit('/', forged, {})).text).toBe('null')

    const database = await server.getD1Database('DB', 'accounts')
    await database.prepare('update user_session set active_expires = 1').run()
    const renewed = await visit('/', { Cookie })
    expect(renewed.cookies).toEqual([expect.stringContaining(`${Cookie}; `)])
    expect((await visit('/', { Cookie })).cookies).toEqual([])
  })

  it('gives auth to nobody', async () => {
    const call = async () => await (await accounts()).auth()
    await expect(call()).rejects.toThrow('does not support serialization')
  })
})

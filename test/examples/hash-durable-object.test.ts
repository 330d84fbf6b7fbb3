import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare, type WorkerOptions } from 'miniflare'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { unstable_getMiniflareWorkerOptions as readConfiguration } from 'wrangler'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const example = here('../../examples/hash-durable-object')

let miniflare: Miniflare
let origin: string

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [`${example}/src/index.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*'],
    alias: { 'lucia-setup': here('../../src') },
  })
  const configuration = readConfiguration(`${example}/wrangler.toml`)
  miniflare = new Miniflare({
    ...(configuration.workerOptions as WorkerOptions),
    modules: true,
    script: outputFiles[0]?.text ?? '',
    host: '127.0.0.1',
    port: 0,
    cf: false,
  })
  origin = (await miniflare.ready).origin
  const database = await miniflare.getD1Database('DB')
  const tables = await readFile(`${example}/migrations/0000_tables.sql`, 'utf8')
  await database.batch(
    tables
      .split(/;\n/)
      .filter(Boolean)
      .map((sql) => database.prepare(sql)),
  )
})
afterAll(async () => await miniflare?.dispose())

async function send(path: string, username: string, password: string) {
  const body = new URLSearchParams({ username, password })
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    body,
    headers: { Origin: origin },
  })
  const cookie = response.headers.get('Set-Cookie')?.split(';')[0]
  return { status: response.status, text: await response.text(), cookie }
}

async function home(cookie = ''): Promise<string> {
  const response = await fetch(origin, { headers: { Cookie: cookie } })
  return await response.text()
}

it('signs up and in, with a hash that the Durable Object makes', async () => {
  const signedUp = await send('/sign-up', 'ada', 'correct horse battery')
  expect(signedUp).toMatchObject({ status: 200, text: 'You are signed in' })
  expect(await home(signedUp.cookie)).toBe('You are signed in')
  expect(await home()).toBe('You are not signed in')

  const database = await miniflare.getD1Database('DB')
  const key = await database.prepare('select * from user_key').first()
  expect(key).toMatchObject({
    id: 'username:ada',
    hashed_password: expect.stringMatching(/^s2:[a-z0-9]{16}:[0-9a-f]{128}$/),
  })

  const signedIn = await send('/sign-in', 'ada', 'correct horse battery')
  expect(signedIn.status).toBe(200)
  expect(await home(signedIn.cookie)).toBe('You are signed in')
})

it('says the same for a wrong password and an unknown name', async () => {
  await send('/sign-up', 'eve', 'correct horse battery')
  for (const [name, password] of [
    ['eve', 'wrong horse'],
    ['eve', 'p'.repeat(5_000)],
    ['nobody', 'wrong horse'],
    ['nobody', 'p'.repeat(5_000)],
  ] as const) {
    const answer = await send('/sign-in', name, password)
    expect(answer).toMatchObject({ status: 400, text: 'Wrong username or password' })
    expect(answer.cookie).toBeUndefined()
  }
})

it('says what is wrong with a new account', async () => {
  await send('/sign-up', 'bob', 'correct horse battery')
  expect(await send('/sign-up', 'bob', 'another horse battery')).toMatchObject({ status: 409 })
  expect(await send('/sign-up', 'zoe', 'short')).toMatchObject({ status: 400 })
  expect(await send('/sign-up', 'zoe', 'p'.repeat(256))).toMatchObject({ status: 400 })
})

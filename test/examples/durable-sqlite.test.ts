import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorker } from '../workerd/start-worker.ts'
import { type InstalledExample, installExample } from './install.ts'
import { JsonClient } from './json-client.ts'

const password = 'correct horse battery'

let example: InstalledExample
let worker: Miniflare
let origin: string

beforeAll(async () => {
  example = await installExample('durable-sqlite', '--omit=dev')
  await start()
})
afterAll(async () => {
  await worker?.dispose()
  await example?.remove()
})

async function start(): Promise<void> {
  const configuration = join(example.folder, 'wrangler.toml')
  const durableObjectsPersist = join(example.folder, 'objects')
  worker = await startWorker({ configuration }, { durableObjectsPersist })
  origin = (await worker.ready).origin
}

/** The object's file, as SQLite itself reads it. */
async function withDatabase<Result>(use: (database: Database.Database) => Result): Promise<Result> {
  const folder = join(example.folder, 'objects')
  const paths = await readdir(folder, { recursive: true })
  const path = paths.find((name) => name.endsWith('.sqlite') && !name.endsWith('metadata.sqlite'))
  if (!path) throw new Error(`There is no database in ${folder}, which has ${paths.join(', ')}`)
  const database = new Database(join(folder, path))
  try {
    return use(database)
  } finally {
    database.close()
  }
}

class Client extends JsonClient {
  signUp = (username: string) => this.post('/sign-up', { username, password })
  signIn = (username: string, given = password) =>
    this.post('/sign-in', { username, password: given })
  signOut = () => this.post('/sign-out')
  me = () => this.get('/me')
}

describe('an account in the object', () => {
  test('signs up, out and in', async () => {
    const ada = new Client(origin)
    const account = { status: 200, body: { userId: expect.any(String), username: 'ada' } }
    expect(await ada.me()).toMatchObject({ status: 401 })
    expect(await ada.signUp('ada')).toEqual(account)
    expect(await ada.me()).toEqual(account)
    expect(await ada.signOut()).toMatchObject({ status: 204 })
    expect(await ada.me()).toMatchObject({ status: 401 })
    expect(await ada.signIn('ADA')).toEqual(account)
    expect(await ada.me()).toEqual(account)
  })

  test('outlives the object, which makes its tables once', async () => {
    const berta = new Client(origin)
    await berta.signUp('berta')
    await worker.dispose()
    await start()
    berta.origin = origin
    expect(await berta.me()).toMatchObject({ status: 200, body: { username: 'berta' } })
    const count = 'select count(*) from __drizzle_migrations'
    expect(await withDatabase((database) => database.prepare(count).pluck().get())).toBe(1)
  })

  test('is refused with the reason', async () => {
    await new Client(origin).signUp('carla')
    const client = new Client(origin)
    expect(await client.signUp('Carla')).toMatchObject({ status: 409 })
    const wrong = { status: 400, body: { error: 'Wrong username or password' } }
    expect(await client.signIn('carla', 'wrong horse')).toEqual(wrong)
    expect(await client.signIn('nobody')).toEqual(wrong)
    expect(await client.signUp('a:b')).toMatchObject({ status: 400 })
    expect(await client.signIn('carla', 'short')).toMatchObject({ status: 400 })
    expect(await client.signIn('carla', 'x'.repeat(70_000))).toMatchObject({ status: 413 })
    const foreign = { username: 'dora', password }
    const answer = await client.post('/sign-up', foreign, 'https://evil.example')
    expect(answer).toMatchObject({ status: 403 })
    expect(await client.get('/nowhere')).toMatchObject({ status: 404 })
  })

  test('gets in once, of many sign-ups at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => new Client(origin).signUp('emma')),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
  })

  test('loses its sessions to the cron trigger once they have expired', async () => {
    const [frida, gerda] = [new Client(origin), new Client(origin)]
    await gerda.signUp('gerda')
    await frida.signUp('frida')
    const ofFrida = "user_id in (select id from user where username = 'frida')"
    const left = `select count(*) from user_session where ${ofFrida}`
    await withDatabase((database) =>
      database.exec(`update user_session set idle_expires = 1 where ${ofFrida}`),
    )
    const { scheduled } = await worker.getWorker()
    expect(await scheduled({ cron: '0 3 * * *' })).toMatchObject({ outcome: 'ok' })
    expect(await withDatabase((database) => database.prepare(left).pluck().get())).toBe(0)
    expect(await gerda.me()).toMatchObject({ status: 200 })
  })
})

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Miniflare } from 'miniflare'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { runWith, stdoutOf } from '../package/run.ts'
import { createDatabase, type TestDatabase } from '../servers/database.ts'
import { connectionsLost, connectionsTo } from '../workerd/connections.ts'
import { startWorker } from '../workerd/start-worker.ts'
import { type InstalledExample, installExample } from './install.ts'
import { JsonClient } from './json-client.ts'

const example = fileURLToPath(new URL('../../examples/hono-hyperdrive/', import.meta.url))
const drizzleKit = fileURLToPath(import.meta.resolve('drizzle-kit')).replace(/[^/]*$/, 'bin.cjs')
const password = 'correct horse battery staple'

let database: TestDatabase
let installed: InstalledExample
let worker: Miniflare
let origin: string
/** How many connections had been cut before the Worker started: drizzle-kit does not close its own. */
let lost: number

beforeAll(async () => {
  database = await createDatabase(inject('postgresUrl'))
  const environment = { DATABASE_URL: database.url }
  stdoutOf(await runWith(environment, example, process.execPath, drizzleKit, 'migrate'), drizzleKit)
  await noConnectionIsLeft()
  lost = await connectionsLost(database.url)
  installed = await installExample('hono-hyperdrive', '--omit=dev')
  const configuration = join(installed.folder, 'wrangler.toml')
  worker = await startWorker({ configuration }, { hyperdrives: { HYPERDRIVE: database.url } })
  origin = (await worker.ready).origin
})

afterEach(async () => {
  await noConnectionIsLeft()
  // workerd cuts the connections of requests that are over: these were closed before.
  expect(await connectionsLost(database.url)).toBe(lost)
})

afterAll(async () => {
  await worker?.dispose()
  await installed?.remove()
  await database?.drop()
})

async function noConnectionIsLeft(): Promise<void> {
  const check = async () => expect(await connectionsTo(database.url)).toBe(0)
  await vi.waitFor(check, { timeout: 60_000, interval: 100 })
}

class Device extends JsonClient {
  constructor(readonly username: string) {
    super(origin)
  }

  signUp = (change: object = {}) =>
    this.post('/sign-up', { username: this.username, password, ...change })
  signIn = (change: object = {}) =>
    this.post('/sign-in', { username: this.username, password, ...change })
  signOut = () => this.post('/sign-out')
  me = () => this.get('/me')
}

function many<Made>(count: number, make: (index: number) => Made): Made[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

describe('the API', () => {
  test('signs up, checks the session, signs out and in', async () => {
    const anna = new Device('anna')
    expect(await anna.me()).toEqual({ status: 401, body: { error: 'Sign in first' } })
    const account = { username: 'anna', createdAt: expect.any(String), userId: expect.any(String) }
    expect(await anna.signUp()).toEqual({ status: 200, body: account })
    expect(await anna.me()).toEqual({ status: 200, body: account })
    expect(await anna.signOut()).toEqual({ status: 204, body: '' })
    expect(await anna.me()).toMatchObject({ status: 401 })
    expect(await anna.signIn({ username: 'ANNA' })).toEqual({ status: 200, body: account })
    expect(await anna.me()).toEqual({ status: 200, body: account })
  })

  test('refuses what it cannot take, and says why', async () => {
    const berta = new Device('berta')
    await new Device('berta').signUp()
    expect(await berta.signUp()).toMatchObject({ status: 409 })
    expect(await berta.signIn({ password: 'wrong password' })).toMatchObject({ status: 400 })
    expect(await berta.signIn({ username: 'nobody' })).toMatchObject({ status: 400 })
    for (const body of [undefined, null, [], 'text', {}, { username: 1 }, { username: 'a:b' }]) {
      const answer = await berta.post('/sign-up', body)
      expect(answer).toEqual({ status: 400, body: { error: expect.stringMatching(/^username/) } })
    }
    for (const unfit of ['short', 'x'.repeat(100_000), null]) {
      const answer = await berta.signUp({ username: 'carla', password: unfit })
      expect(answer).toEqual({ status: 400, body: { error: expect.stringMatching(/^password/) } })
    }
    expect(await berta.post('/sign-in', {}, 'https://evil.example')).toMatchObject({ status: 403 })
    expect(await berta.get('/nowhere')).toMatchObject({ status: 404 })
  })
})

describe('a hundred requests', () => {
  test('one after the other, are all answered as the first', async () => {
    for (const username of many(20, (index) => `dora-${index}`)) {
      const dora = new Device(username)
      const account = { status: 200, body: { username } }
      expect(await dora.signUp()).toMatchObject(account)
      expect(await dora.me()).toMatchObject(account)
      expect(await dora.signOut()).toMatchObject({ status: 204 })
      expect(await dora.signIn()).toMatchObject(account)
      expect(await dora.me()).toMatchObject(account)
    }
  })

  test('at once, are all answered as the first', async () => {
    const emma = new Device('emma')
    await emma.signUp()
    const newcomers = many(25, (index) => new Device(`frida-${index}`))
    const others = many(25, () => new Device('emma'))
    const arrivals = await Promise.all([
      ...newcomers.map((device) => device.signUp()),
      ...others.map((device) => device.signIn()),
      ...many(50, () => emma.me()),
    ])
    const names = [...newcomers, ...others, ...many(50, () => emma)].map(({ username }) => username)
    expect(arrivals).toMatchObject(names.map((username) => ({ status: 200, body: { username } })))

    const devices = [...newcomers, ...others]
    const departures = await Promise.all([
      ...devices.map((device) => device.signOut()),
      ...many(50, () => emma.me()),
    ])
    expect(departures.map(({ status }) => status)).toEqual([
      ...many(50, () => 204),
      ...many(50, () => 200),
    ])
    const afterwards = await Promise.all(devices.map((device) => device.me()))
    expect(afterwards.map(({ status }) => status)).toEqual(many(50, () => 401))
  })
})

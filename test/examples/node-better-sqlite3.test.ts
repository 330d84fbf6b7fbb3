import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runWell } from '../package/run.ts'
import { problemsOf } from './accessibility.ts'
import { HttpBrowser, sendForm } from './http-browser.ts'
import { type InstalledExample, installExample, linkBetterSqlite3 } from './install.ts'

const password = 'correct horse battery'

let example: InstalledExample
let server: ChildProcess
let origin: string

beforeAll(async () => {
  example = await installExample('node-better-sqlite3')
  await linkBetterSqlite3(example.folder)
  await runWell(example.folder, 'npm', 'run', 'build')
  await start()
})
afterAll(async () => {
  if (server) await stop()
  await example?.remove()
})

async function start(): Promise<void> {
  const env = { ...process.env, PORT: '0', DATABASE: 'test.db' }
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  server = spawn(process.execPath, ['dist/index.js'], {
    cwd: example.folder,
    env,
    stdio: [...stdio],
  })
  if (!server.stdout) throw new Error('The app has no output')
  for await (const line of createInterface(server.stdout)) {
    origin = line.replace('Listening on ', '')
    return
  }
  throw new Error('The app ended before it listened')
}

async function stop(): Promise<number> {
  const exit = once(server, 'exit')
  server.kill('SIGTERM')
  const [code] = await exit
  return code
}

async function signUp(username: string): Promise<HttpBrowser> {
  const browser = new HttpBrowser(origin)
  const page = await browser.submit('/sign-up', { username, password })
  expect(page).toMatchObject({ status: 200, path: '/' })
  expect(page.html).toContain(`Hello, ${username}`)
  return browser
}

describe('an account', () => {
  test('signs up, out and in', async () => {
    const browser = await signUp('ada')
    const out = await browser.submit('/sign-out')
    expect(out.html).toContain('<h1>Sign in</h1>')
    expect(browser.cookies.size).toBe(0)
    const again = await browser.submit('/sign-in', { username: 'ADA', password })
    expect(again.html).toContain('Hello, ada')
  })

  test('outlives the app, which makes its tables once and ends when it is told to', async () => {
    const browser = await signUp('berta')
    expect(await stop()).toBe(0)
    await start()
    const { html } = await new HttpBrowser(origin, { Cookie: browser.cookieHeader }).open('/')
    expect(html).toContain('Hello, berta')
    const database = new Database(join(example.folder, 'test.db'), { readonly: true })
    expect(database.prepare('select count(*) from __drizzle_migrations').pluck().get()).toBe(1)
    database.close()
  })

  test('is refused with the reason', async () => {
    await signUp('carla')
    const browser = new HttpBrowser(origin)
    for (const [path, fields, status, reason] of [
      ['/sign-up', { username: 'Carla', password }, 409, 'is taken'],
      ['/sign-in', { username: 'carla', password: 'wrong horse' }, 400, 'Wrong username or'],
      ['/sign-in', { username: 'nobody', password }, 400, 'Wrong username or'],
      ['/sign-up', { username: 'a:b', password }, 400, 'A username has'],
      ['/sign-up', { username: 'dora', password: 'short' }, 400, 'A password has'],
      ['/sign-up', { username: 'dora', password: 'x'.repeat(256) }, 400, 'A password has'],
      ['/sign-up', { username: 'dora', password: 'x'.repeat(70_000) }, 413, 'too large'],
      ['/sign-out', {}, 401, 'Sign in first'],
    ] as const) {
      const page = await browser.submit(path, fields)
      expect([path, page.status]).toEqual([path, status])
      expect(page.html).toContain(reason)
    }
  })

  test('is not made by a page of another site', async () => {
    const fields = { username: 'emma', password }
    const other = { Origin: 'https://evil.example' }
    expect(await sendForm(origin, '/sign-up', fields, other)).toMatchObject({ status: 403 })
  })

  test('has pages that everybody can use, on a small phone too', async () => {
    const name = 'w'.repeat(31)
    const own = await signUp(name)
    const guest = new HttpBrowser(origin)
    const wrong = await guest.submit('/sign-in', { username: name, password: 'wrong horse' })
    const pages = [await guest.open('/'), wrong, await own.open('/')]
    expect(await problemsOf(...pages.map(({ html }) => html))).toEqual([])
  })
})

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runWell, tsc7 } from '../package/run.ts'
import { runPrisma } from '../prisma/generate.ts'
import { problemsOf } from './accessibility.ts'
import { type RunningExample, startExample } from './hono-d1.ts'
import { HttpBrowser } from './http-browser.ts'

const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js')
const ada = { username: 'ada', password: 'correct horse battery' }

let example: RunningExample

beforeAll(async () => {
  example = await startExample('hono-prisma-edge', async (folder) => {
    await runPrisma(prisma, join(folder, 'prisma/schema.prisma'))
    // Its types are those of the client, which is there now.
    await runWell(folder, tsc7, '-p', '.')
  })
})

afterAll(() => example?.stop())

beforeEach(() => {
  for (const table of ['user_session', 'user_key', 'user']) {
    example.database.prepare(`delete from "${table}"`).run()
  }
})

const rows = (table: string) =>
  example.database.prepare<[], Record<string, unknown>>(`select * from "${table}"`).all()

test('serves many at once, each request on a client of its own', async () => {
  const browsers = Array.from({ length: 20 }, () => new HttpBrowser(example.origin))
  const pages = await Promise.all(
    browsers.map((browser, index) =>
      browser.submit('/sign-up', { ...ada, username: `berta-${index}` }),
    ),
  )
  pages.forEach(({ html }, index) => void expect(html).toContain(`Hello, berta-${index}`))
  const again = await Promise.all(browsers.map((browser) => browser.open('/')))
  again.forEach(({ html }, index) => void expect(html).toContain(`Hello, berta-${index}`))
})

test('signs up, in on another device, and out of one', async () => {
  const first = new HttpBrowser(example.origin)
  expect((await first.submit('/sign-up', ada)).html).toContain('Hello, ada')
  const second = new HttpBrowser(example.origin)
  expect((await second.submit('/sign-in', ada)).html).toContain('Hello, ada')

  const [user] = rows('user')
  expect(user).toMatchObject({ username: 'ada' })
  expect(rows('user_key')).toMatchObject([{ id: 'username:ada', user_id: user?.id }])
  expect(rows('user_session')).toHaveLength(2)

  expect((await second.submit('/sign-out')).html).toContain('<h1>Sign in</h1>')
  expect((await second.open('/')).html).toContain('<h1>Sign in</h1>')
  expect((await first.open('/')).html).toContain('Hello, ada')
  expect(rows('user_session')).toHaveLength(1)
})

test('refuses a taken name, and wrong credentials alike for known and unknown names', async () => {
  const browser = new HttpBrowser(example.origin)
  await new HttpBrowser(example.origin).submit('/sign-up', ada)
  const taken = await browser.submit('/sign-up', ada)
  expect([taken.status, taken.html]).toEqual([409, expect.stringContaining('is taken')])
  expect(rows('user')).toHaveLength(1)
  for (const wrong of [
    { ...ada, password: 'wrong password' },
    { ...ada, username: 'nobody' },
  ]) {
    const { status, html } = await browser.submit('/sign-in', wrong)
    expect([status, html]).toEqual([400, expect.stringContaining('Wrong username or password.')])
  }
})

test('deletes the sessions that have expired by its cron trigger', async () => {
  const browser = new HttpBrowser(example.origin)
  await browser.submit('/sign-up', ada)
  await new HttpBrowser(example.origin).submit('/sign-in', ada)
  const [first, second] = rows('user_session')
  example.database.prepare('update user_session set idle_expires = 1 where id = ?').run(first?.id)
  await example.runCron()
  expect(rows('user_session')).toEqual([second])
})

test('has pages that everybody can use, on a small phone too', async () => {
  const own = new HttpBrowser(example.origin)
  await own.submit('/sign-up', { ...ada, username: 'w'.repeat(31) })
  const guest = new HttpBrowser(example.origin)
  const pages = [await guest.open('/'), await guest.submit('/sign-in', ada), await own.open('/')]
  expect(await problemsOf(...pages.map(({ html }) => html))).toEqual([])
})

import { cp, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { root } from '../package/run.ts'
import { runPrisma } from '../prisma/generate.ts'
import { type RunningExample, startExample } from './hono-d1.ts'
import { shownField } from './html.ts'
import { HttpBrowser } from './http-browser.ts'

const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js')
const ada = { username: 'ada', password: 'correct horse battery' }

let example: RunningExample

beforeAll(async () => {
  example = await startExample('hono-prisma-edge', async (folder) => {
    // Its pages are those of the example without Prisma, on the packages of this one.
    const pages = join(folder, '../hono-d1')
    await cp(join(root, 'examples/hono-d1'), pages, { recursive: true, filter: isSource })
    await symlink(join(folder, 'node_modules'), join(pages, 'node_modules'))
    await runPrisma(prisma, join(folder, 'prisma/schema.prisma'))
  })
})

afterAll(() => example?.stop())

beforeEach(() => {
  for (const table of ['user_throttle', 'user_session', 'user_key', 'user']) {
    example.database.prepare(`delete from "${table}"`).run()
  }
})

const isSource = (path: string) => !/\/(node_modules|\.wrangler)$/.test(path)
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
  const again = await Promise.all(browsers.map((browser) => browser.open('/profile')))
  again.forEach(({ html }, index) => void expect(html).toContain(`Hello, berta-${index}`))
})

test('signs up, in on another device, and out everywhere', async () => {
  const first = new HttpBrowser(example.origin, { 'User-Agent': 'Firefox/140.0 Linux' })
  expect(await first.submit('/sign-up', ada)).toMatchObject({ status: 200, path: '/profile' })
  expect((await first.open('/profile')).html).toContain('Hello, ada')
  const second = new HttpBrowser(example.origin)
  expect(await second.submit('/sign-in', ada)).toMatchObject({ status: 200, path: '/profile' })

  const [user] = rows('user')
  expect(user).toMatchObject({ username: 'ada', created_at: expect.any(Number) })
  expect(rows('user_key')).toMatchObject([{ id: 'username:ada', user_id: user?.id }])
  expect(rows('user_session')).toMatchObject([
    { user_agent: 'Firefox/140.0 Linux', idle_expires: expect.any(Number) },
    { user_agent: null },
  ])

  const { html } = await first.open('/sessions')
  expect(html.match(/<li>/g)).toHaveLength(2)
  expect(await second.submit('/sign-out-everywhere')).toMatchObject({ status: 200 })
  expect(await first.open('/profile')).toMatchObject({ path: '/sign-in' })
  expect(rows('user_session')).toEqual([])
})

test('refuses a taken name, and wrong credentials alike for known and unknown names', async () => {
  const browser = new HttpBrowser(example.origin)
  await new HttpBrowser(example.origin).submit('/sign-up', ada)
  const taken = await browser.submit('/sign-up', ada)
  expect(taken.status).toBe(409)
  expect(shownField(taken.html, 'username').descriptions).toContain(
    'This username is taken. Please choose another.',
  )
  expect(rows('user')).toHaveLength(1)
  for (const wrong of [
    { ...ada, password: 'wrong password' },
    { ...ada, username: 'nobody' },
  ]) {
    const answer = await browser.submit('/sign-in', wrong)
    expect(answer.status).toBe(400)
    expect(shownField(answer.html, 'password').descriptions).toEqual([
      'Wrong username or password.',
    ])
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

import { createServer } from 'node:http'
import { serializeCookie } from 'lucia/utils'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import type { SessionCookie } from '../../src/internal/auth/session-cookie.ts'
import { ours } from '../defects/pair.ts'
import { startChromium } from '../examples/chromium.ts'
import { listening } from '../servers/listening.ts'

interface Case {
  env: 'DEV' | 'PROD'
  sessionCookie: SessionCookie & { name: string }
}

const prefixes = ['', '__Host-', '__HOST-', '__Secure-', '__secure-', '__Http-', '__Host-Http-']
const domains = [undefined, 'app.localhost', '.App.LocalHost']
const attributesOf = ['lax', 'Strict', 'none'].flatMap((sameSite) =>
  domains.flatMap((domain) =>
    ['/', '/app'].flatMap((path) =>
      [undefined, true].map((partitioned) => ({ sameSite, domain, path, partitioned })),
    ),
  ),
)

/** Every cookie that the options can ask for, each under a name of its own. */
const cases = prefixes
  .flatMap((prefix) =>
    attributesOf.flatMap((attributes) =>
      (['PROD', 'DEV'] as const).map((env) => ({ prefix, attributes, env })),
    ),
  )
  .map(({ prefix, attributes, env }, index): Case => {
    const sessionCookie = { name: `${prefix}s${index}`, attributes: attributes as object }
    return { env, sessionCookie }
  })

let browser: Browser

beforeAll(async () => {
  browser = await startChromium()
}, 600_000)

afterAll(() => browser?.close())

/** The header for a cookie, and whether a set-up takes its options. */
function headerOf({ env, sessionCookie }: Case): { header: string; isTaken: boolean } {
  const { name, attributes = {} } = sessionCookie
  try {
    const { auth } = ours({ env, sessionCookie })
    const session = { sessionId: 'x', idlePeriodExpiresAt: new Date(Date.now() + 100_000) }
    return { header: auth.createSessionCookie(session).serialize(), isTaken: true }
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError)
    const { partitioned, ...others } = attributes
    const all = { ...others, httpOnly: true, secure: env === 'PROD' }
    const header = serializeCookie(name, 'x', all as object)
    return { header: partitioned ? `${header}; Partitioned` : header, isTaken: false }
  }
}

it('a set-up takes the session cookies that Chromium keeps, and no other', async () => {
  const headers = cases.map(headerOf)
  const server = createServer(({ url }, response) => {
    const header = headers[Number(url?.slice(1))]?.header
    response.setHeader('Set-Cookie', header ?? [])
    response.end('hello')
  })
  const port = await listening(server)
  const kept = new Set<string>()
  // A browser keeps so many cookies of one host and no more.
  for (let start = 0; start < cases.length; start += 100) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`http://app.localhost:${port}/none`)
    const paths = headers.slice(start, start + 100).map((_, index) => `/${start + index}`)
    await page.evaluate((urls) => Promise.all(urls.map((url) => fetch(url))), paths)
    for (const { name } of await context.cookies()) kept.add(name)
    await context.close()
  }
  server.close()
  const taken = cases.filter((_, index) => headers[index]?.isTaken)
  const names = (list: Case[]) => list.map(({ sessionCookie }) => sessionCookie.name)
  expect([...kept].sort()).toEqual(names(taken).sort())
  expect(taken.length).toBeGreaterThan(100)
  expect(cases.length - taken.length).toBeGreaterThan(100)
})

import { Hono } from 'hono'
import type { RequestContext } from 'lucia'
import { describe, expect, it } from 'vitest'
import { withSession } from '../../src/fetch.ts'
import { sessionMiddleware } from '../../src/hono.ts'
import { ours, plantSession } from '../defects/pair.ts'

const url = 'https://app.example.com/'

type Setup = ReturnType<typeof ours<[RequestContext]>>
type Answer = (authRequest: { setSession: Set }) => Response | Promise<Response>
type Set = ReturnType<Setup['auth']['handleRequest']>['setSession']

/** What puts session cookies on responses. */
const doors: Record<string, (setup: Setup, request: Request, answer: Answer) => unknown> = {
  'sessionMiddleware()': (setup, request, answer) =>
    new Hono()
      .use(sessionMiddleware(() => setup))
      .all('/', async (c) => await answer(c.var.authRequest))
      .request(request),
  'withSession()': (setup, request, answer) =>
    withSession(request, setup, ({ authRequest }) => answer(authRequest)),
}

describe.each(Object.entries(doors))('%s', (_, open) => {
  /** The answer of an app with one page to a browser with a session. */
  async function visit(
    page: () => Response | Promise<Response>,
    { state = 'idle' as 'active' | 'idle' | 'expired', action = '' } = {},
  ): Promise<Response> {
    const setup = ours()
    plantSession(setup.database, 'session-1', { state })
    const request = new Request(url, { headers: { Cookie: 'auth_session=session-1' } })
    const response = await open(setup, request, async ({ setSession }) => {
      if (action === 'sign in') setSession(await setup.auth.createSession({ userId: 'anna' }))
      if (action === 'sign out') setSession(null)
      return await page()
    })
    return response as Response
  }

  const cached = (headers: Record<string, string>) => () => new Response('page', { headers })

  /** The directives of a header, in alphabetical order. */
  const directives = (answer: Response, name = 'Cache-Control') =>
    (answer.headers.get(name) ?? '')
      .match(/(?:[^,"]|"[^"]*")+/g)
      ?.map((each) => each.trim())
      .sort()

  describe('a response with a session cookie', () => {
    const sent: Parameters<typeof visit>[1][] = [
      { state: 'idle' },
      { state: 'expired' },
      { state: 'active', action: 'sign in' },
      { state: 'active', action: 'sign out' },
    ]

    it('is kept by no shared cache: renewed, ended, signed in or out', async () => {
      for (const kind of sent) {
        const answer = await visit(cached({ 'Cache-Control': 'public, max-age=60' }), kind)
        expect(answer.headers.getSetCookie()).toHaveLength(1)
        expect(directives(answer)).toEqual(['max-age=60', 'private'])
      }
    })

    it.each<[given: string, kept: string[]]>([
      ['public', ['private']],
      ['PUBLIC, Max-Age=60', ['Max-Age=60', 'private']],
      ['s-maxage=600', ['private']],
      ['max-age=1, S-MaxAge = 600', ['max-age=1', 'private']],
      ['private', ['private']],
      ['max-age=60, private', ['max-age=60', 'private']],
      ['private="x-header, set-cookie", max-age=60', ['max-age=60', 'private']],
      ['no-cache="a, public", public', ['no-cache="a, public"', 'private']],
      ['no-cache', ['no-cache', 'private']],
      ['no-store', ['no-store']],
      ['public, no-store', ['no-store']],
      [
        'immutable, stale-while-revalidate=60',
        ['immutable', 'private', 'stale-while-revalidate=60'],
      ],
      ['x-public=1, public-x', ['private', 'public-x', 'x-public=1']],
      [' , public , ', ['private']],
      ['', ['private']],
    ])('has of Cache-Control: %s what a browser alone may do', async (given, kept) => {
      expect(directives(await visit(cached({ 'Cache-Control': given })))).toEqual(kept)
    })

    it('is private where it says nothing, since a shared cache may keep that too', async () => {
      expect(directives(await visit(cached({})))).toEqual(['private'])
    })

    it.each([
      'CDN-Cache-Control',
      'Cloudflare-CDN-Cache-Control',
      'Vercel-CDN-Cache-Control',
      'Surrogate-Control',
    ])('is private for a cache that goes by %s', async (name) => {
      const answer = await visit(cached({ [name]: 'public, max-age=600' }))
      expect(directives(answer, name)).toEqual(['max-age=600', 'private'])
    })

    it('keeps its status, its headers and its body, whether its headers can be changed or not', async () => {
      const file = `data:text/plain,${'x'.repeat(1_000)}`
      const stream = () => new Response(new Blob(['a', 'b', 'c']).stream(), { status: 201 })
      const pages: [page: () => Response | Promise<Response>, status: number, body: string][] = [
        [cached({ 'X-Own': '1' }), 200, 'page'],
        [() => Response.redirect(`${url}next`), 302, ''],
        [() => fetch(file), 200, 'x'.repeat(1_000)],
        [stream, 201, 'abc'],
        [() => new Response(null, { status: 204 }), 204, ''],
        [() => new Response(null, { status: 304 }), 304, ''],
      ]
      for (const [page, status, body] of pages) {
        const answer = await visit(page)
        expect(answer.status).toBe(status)
        expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining('=session-1;')])
        expect(directives(answer)).toContain('private')
        expect(await answer.text()).toBe(body)
      }
      expect((await visit(pages[0]?.[0] ?? stream)).headers.get('X-Own')).toBe('1')
      expect((await visit(() => Response.redirect(`${url}next`))).headers.get('Location')).toBe(
        `${url}next`,
      )
    })

    it("keeps the cookies of the app's own, in their order", async () => {
      const answer = await visit(() => {
        const response = new Response('page')
        response.headers.append('Set-Cookie', 'a=1')
        response.headers.append('Set-Cookie', 'b=2')
        return response
      })
      expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2', expect.stringMatching(/^auth_/)])
    })
  })

  describe('a response without a session cookie', () => {
    it('is left as it is', async () => {
      const headers = { 'Cache-Control': 'public, s-maxage=600', 'CDN-Cache-Control': 'max-age=1' }
      const answer = await visit(cached(headers), { state: 'active' })
      expect(answer.headers.get('Cache-Control')).toBe('public, s-maxage=600')
      expect(answer.headers.get('CDN-Cache-Control')).toBe('max-age=1')
      expect(answer.headers.getSetCookie()).toEqual([])
    })
  })
})

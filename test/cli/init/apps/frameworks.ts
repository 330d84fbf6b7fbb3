/** How the apps of a framework are laid out, and what a request goes through. */
export interface Framework {
  /** What its apps depend on. */
  packages: string[]
  /** The file that calls `lucia()`. */
  auth: string
  /** The folder of that file, as the app's routes import it. */
  lib: string
  /** Lucia's middleware for it. */
  middleware: string
  /** The app's routes, by file. `LIB` is the folder above, `CREATE` makes a user with a session. */
  files: Record<string, string>
  /** What the app has of the framework, which is not installed here: names of types, by module. */
  types?: Record<string, string>
  /** Calls them as the framework does: `call(request, jar)`, or a `listener` of Node's. */
  entry: string
}

/** What every route for signing up does, in the words of its framework. */
export const create = `const user = await auth.createUser({
      key: { providerId: 'username', providerUserId: username.toLowerCase(), password },
      attributes: newUser(username),
    })
    const session = await auth.createSession({ userId: user.userId, attributes: newSession() })`

const imports = `import { auth } from 'LIB/FILE'
import { isTaken, newSession, newUser, show } from 'LIB/users'
`
const form = `const form = new URLSearchParams(await request.text())
  const [username, password] = [form.get('username') ?? '', form.get('password') ?? '']`

/** For frameworks whose routes take a context with a request and answer with a response. */
const respond = (set: string, response = 'new Response') => `try {
    CREATE
    ${set}
    return ${response}(user.userId, { status: 201 })
  } catch (error) {
    return isTaken(error) ? ${response}('taken', { status: 400 }) : ${response}('broken', { status: 500 })
  }`

export const frameworks: Record<string, Framework> = {
  sveltekit: {
    packages: ['@sveltejs/kit'],
    types: { '@sveltejs/kit': 'RequestEvent' },
    auth: 'src/lib/server/lucia.ts',
    lib: '$lib/server',
    middleware: 'sveltekit',
    files: {
      'src/hooks.server.ts': `import type { RequestEvent } from '@sveltejs/kit'
import { auth } from 'LIB/FILE'

export const handle = async ({ event, resolve }: { event: RequestEvent; resolve: (event: RequestEvent) => Promise<Response> }) => {
  event.locals.auth = auth.handleRequest(event)
  return await resolve(event)
}
`,
      'src/routes/sign-up/+page.server.ts': `import type { RequestEvent } from '@sveltejs/kit'
${imports}
export const actions = {
  default: async ({ request, locals }: RequestEvent) => {
  ${form}
  ${respond('locals.auth.setSession(session)')}
  },
}
`,
      'src/routes/me/+server.ts': `import type { RequestEvent } from '@sveltejs/kit'
import { show } from 'LIB/users'

export const GET = async ({ locals }: RequestEvent) => new Response(show(await locals.auth.validate()))
`,
    },
    entry: `import { handle } from './src/hooks.server'
import { actions } from './src/routes/sign-up/+page.server'
import { GET } from './src/routes/me/+server'
export const call = (request, jar) => {
  const event = { request, locals: {}, cookies: { get: () => jar.value, set: jar.set } }
  return handle({ event, resolve: () => (request.method === 'GET' ? GET(event) : actions.default(event)) })
}
`,
  },
  next: {
    packages: ['next'],
    auth: 'auth/lucia.ts',
    lib: '@/auth',
    middleware: 'nextjs_future',
    files: {
      'app/api/sign-up/route.ts': `import * as context from 'next/headers'
${imports}
export async function POST(request: Request) {
  ${form}
  ${respond("auth.handleRequest('POST', context).setSession(session)")}
}
`,
      'app/me/route.ts': `import * as context from 'next/headers'
import { auth } from 'LIB/FILE'
import { show } from 'LIB/users'

export async function GET() {
  return new Response(show(await auth.handleRequest('GET', context).validate()))
}
`,
    },
    entry: `import { POST } from './app/api/sign-up/route'
import { GET } from './app/me/route'
export const call = (request, jar) => {
  globalThis.nextRequest = { request, jar }
  return request.method === 'GET' ? GET() : POST(request)
}
`,
  },
  nuxt: {
    packages: ['nuxt'],
    types: { h3: 'H3Event' },
    auth: 'server/utils/lucia.ts',
    lib: '~/server/utils',
    middleware: 'h3',
    files: {
      'server/api/sign-up.post.ts': `import type { H3Event } from 'h3'
${imports}
export default async (event: H3Event) => {
  let body = ''
  for await (const chunk of event.node.req) body += chunk
  const form = new URLSearchParams(body)
  const [username, password] = [form.get('username') ?? '', form.get('password') ?? '']
  try {
    CREATE
    auth.handleRequest(event).setSession(session)
    event.node.res.statusCode = 201
    return user.userId
  } catch (error) {
    event.node.res.statusCode = isTaken(error) ? 400 : 500
    return 'refused'
  }
}
`,
      'server/api/me.get.ts': `import type { H3Event } from 'h3'
import { auth } from 'LIB/FILE'
import { show } from 'LIB/users'

export default async (event: H3Event) => show(await auth.handleRequest(event).validate())
`,
    },
    entry: `import signUp from './server/api/sign-up.post'
import me from './server/api/me.get'
export const listener = async (req, res) => {
  const event = { node: { req, res } }
  res.end(await (req.method === 'GET' ? me(event) : signUp(event)))
}
`,
  },
  astro: {
    packages: ['astro'],
    types: { astro: 'APIContext' },
    auth: 'src/lib/lucia.ts',
    lib: '../lib',
    middleware: 'astro',
    files: {
      'src/middleware/index.ts': `import type { APIContext } from 'astro'
import { auth } from 'LIB/FILE'

export const onRequest = (context: APIContext, next: () => Promise<Response>) => {
  context.locals.auth = auth.handleRequest(context)
  return next()
}
`,
      'src/pages/sign-up.ts': `import type { APIContext } from 'astro'
${imports}
export const POST = async ({ request, locals }: APIContext) => {
  ${form}
  ${respond('locals.auth.setSession(session)')}
}
`,
      'src/pages/me.ts': `import type { APIContext } from 'astro'
import { show } from 'LIB/users'

export const GET = async ({ locals }: APIContext) => new Response(show(await locals.auth.validate()))
`,
    },
    entry: `import { onRequest } from './src/middleware/index'
import { POST } from './src/pages/sign-up'
import { GET } from './src/pages/me'
export const call = (request, jar) => {
  const cookies = { get: () => jar.value && { value: jar.value }, set: jar.set }
  const context = { request, cookies, locals: {} }
  return onRequest(context, () => (request.method === 'GET' ? GET(context) : POST(context)))
}
`,
  },
  express: {
    packages: ['express'],
    auth: 'src/lucia.ts',
    lib: '.',
    middleware: 'express',
    files: {
      'src/server.ts': `import express from 'express'
${imports}
export const app = express()
app.use(express.urlencoded({ extended: false }))

app.get('/me', async (req, res) => {
  res.send(show(await auth.handleRequest(req, res).validate()))
})

app.post('/sign-up', async (req, res) => {
  const { username, password } = req.body as { username: string; password: string }
  try {
    CREATE
    auth.handleRequest(req, res).setSession(session)
    res.status(201).send(user.userId)
  } catch (error) {
    res.sendStatus(isTaken(error) ? 400 : 500)
  }
})
`,
    },
    entry: `export { app as listener } from './src/server'\n`,
  },
  // Lucia's middleware does not run on Hono 4: such apps read the cookie themselves.
  hono: {
    packages: ['hono'],
    auth: 'src/auth.ts',
    lib: '.',
    middleware: 'hono',
    files: {
      'src/index.ts': `import { Hono } from 'hono'
${imports}
export const app = new Hono<AppEnv>()

app.get('/me', async (c) => {
  const id = auth.readSessionCookie(c.req.header('Cookie'))
  return c.body(show(id ? await auth.validateSession(id).catch(() => null) : null))
})

app.post('/sign-up', async (c) => {
  const request = c.req.raw
  ${form}
  ${respond("c.header('Set-Cookie', auth.createSessionCookie(session).serialize())", 'answer')}

  function answer(text: string, { status }: { status: 201 | 400 | 500 }) {
    return c.text(text, status)
  }
})

type AppEnv = { Bindings: Record<string, never> }
`,
    },
    entry: `import { app } from './src/index'
export const call = (request) => app.fetch(request, globalThis.bindings)
`,
  },
  elysia: {
    packages: ['elysia'],
    types: { elysia: 'Context' },
    auth: 'src/auth.ts',
    lib: '.',
    middleware: 'elysia',
    files: {
      'src/index.ts': `import type { Context } from 'elysia'
${imports}
export const me = async (context: Context) => show(await auth.handleRequest(context).validate())

export const signUp = async (context: Context) => {
  const { request, set } = context
  ${form}
  try {
    CREATE
    auth.handleRequest(context).setSession(session)
    set.status = 201
    return user.userId
  } catch (error) {
    set.status = isTaken(error) ? 400 : 500
    return 'refused'
  }
}
`,
    },
    entry: `import { me, signUp } from './src/index'
export const call = async (request) => {
  const set = { headers: {} }
  const body = await (request.method === 'GET' ? me({ request, set }) : signUp({ request, set }))
  return new Response(body, { status: set.status ?? 200, headers: [...[set.headers['Set-Cookie'] ?? []].flat().map((value) => ['Set-Cookie', value])] })
}
`,
  },
}

import { web } from 'lucia/middleware'
import { withSession } from 'lucia-setup/fetch'
import { createAppOnPg } from './app-on-pg.js'

const { setup, who, post } = createAppOnPg(web())
const answer = (request) =>
  withSession(request, setup, async ({ authRequest }) => {
    if (request.method === 'GET') return new Response(await who(authRequest))
    const form = Object.fromEntries(await request.formData())
    const body = await post(new URL(request.url).pathname, authRequest, form)
    return body ? new Response(body) : new Response('', { status: 303, headers: { Location: '/' } })
  })

const port = Number(process.env.PORT)
if (globalThis.Bun) globalThis.Bun.serve({ port, hostname: '127.0.0.1', fetch: answer })
else globalThis.Deno.serve({ port, hostname: '127.0.0.1' }, answer)

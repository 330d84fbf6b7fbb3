import type { Context } from 'hono'
import type { Middleware, RequestContext } from 'lucia'
import { express, nextjs_future, node, sveltekit, web } from 'lucia/middleware'
import { createAuth } from 'lucia-setup/d1'
import { hono } from 'lucia-setup/hono'
import { expectTypeOf } from 'vitest'

declare const handle: Parameters<typeof createAuth>[0]

/** `handleRequest` takes what the middleware takes; without one, Lucia's own request context. */
const { auth } = createAuth(handle)
expectTypeOf(auth.handleRequest).parameters.toEqualTypeOf<[RequestContext]>()

const onHono = createAuth(handle, { middleware: hono() }).auth
expectTypeOf(onHono.handleRequest).parameters.toEqualTypeOf<[Context]>()

const onExpress = createAuth(handle, { middleware: express() }).auth
type ExpressArgs = Parameters<typeof onExpress.handleRequest>
expectTypeOf<ExpressArgs>().toEqualTypeOf<Args<typeof express>>()
expectTypeOf<ExpressArgs['length']>().toEqualTypeOf<2>()

const onNode = createAuth(handle, { middleware: node() }).auth
expectTypeOf(onNode.handleRequest).parameters.toEqualTypeOf<Args<typeof node>>()

const onSvelteKit = createAuth(handle, { middleware: sveltekit() }).auth
expectTypeOf(onSvelteKit.handleRequest).parameters.toEqualTypeOf<Args<typeof sveltekit>>()

const onWeb = createAuth(handle, { middleware: web() }).auth
expectTypeOf(onWeb.handleRequest).parameters.toEqualTypeOf<[Request]>()

const onNext = createAuth(handle, { middleware: nextjs_future() }).auth
expectTypeOf(onNext.handleRequest).parameters.toEqualTypeOf<Args<typeof nextjs_future>>()

/** What a middleware of `lucia/middleware` is called with. */
type Args<MakeMiddleware extends () => Middleware> = Parameters<
  ReturnType<MakeMiddleware>
>[0]['args']

declare const request: Request
declare const c: Context
onWeb.handleRequest(request)
onHono.handleRequest(c)
// @ts-expect-error the request context is not a request
auth.handleRequest(request)
// @ts-expect-error it takes a request and a response
onExpress.handleRequest(c)
// @ts-expect-error it takes Hono's context
onHono.handleRequest(request)
// @ts-expect-error it takes one argument
onWeb.handleRequest(request, request)
// @ts-expect-error a middleware has to be made: hono()
createAuth(handle, { middleware: hono })

/** Whatever the middleware, `handleRequestContext` takes Lucia's own request context. */
declare const context: RequestContext
expectTypeOf(onHono.handleRequestContext).parameter(0).toEqualTypeOf<RequestContext>()
expectTypeOf(onHono.handleRequestContext(context)).toEqualTypeOf(onHono.handleRequest(c))
onHono.handleRequestContext(context, async ({ user }) => user.userId !== 'anna')
// @ts-expect-error it takes no context of a framework
onHono.handleRequestContext(c)
// @ts-expect-error it is asked for each session, and may ask elsewhere
onHono.handleRequestContext(context, () => true)

/** Trusted origins are a list of texts. */
createAuth(handle, { csrfProtection: { origins: ['capacitor://localhost'] } })
// @ts-expect-error it is a list
createAuth(handle, { csrfProtection: { origins: 'https://app.example.com' } })
// @ts-expect-error it is a list of texts
createAuth(handle, { csrfProtection: { origins: [new URL('https://app.example.com')] } })

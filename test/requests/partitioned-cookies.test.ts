import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import { express as luciaExpress, fastify as luciaFastify, node, sveltekit } from 'lucia/middleware'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sessionMiddleware } from '../../src/hono.ts'
import { ours } from '../defects/pair.ts'
import { browserOn, listen } from '../frameworks/server.ts'

const sessionCookie = { attributes: { sameSite: 'none' as const, partitioned: true } }
const partitioned = /^auth_session=.*; Secure; SameSite=None; Partitioned$/

describe('sessionCookie.attributes.partitioned', () => {
  it('is in the cookie of a session and in its end, as Lucia has attributes', async () => {
    const { auth } = ours({ sessionCookie })
    const session = await auth.createSession({ userId: 'anna' })
    for (const cookie of [auth.createSessionCookie(session), auth.createSessionCookie(null)]) {
      expect(cookie.serialize()).toMatch(partitioned)
      expect(cookie.attributes).toMatchObject({ partitioned: true, secure: true })
    }
  })

  it('is nowhere else', () => {
    for (const attributes of [undefined, {}, { partitioned: false }, { partitioned: undefined }]) {
      const { auth } = ours({ sessionCookie: { attributes } })
      expect(auth.createSessionCookie(null).serialize()).not.toContain('Partitioned')
    }
  })

  it('is sent by sessionMiddleware(), Node, Express and Fastify', async () => {
    const hono = ours({ sessionCookie })
    const app = new Hono()
      .use(sessionMiddleware(() => ({ auth: hono.auth, db: null })))
      .get('/', async (c) => {
        c.var.authRequest.setSession(await hono.auth.createSession({ userId: 'anna' }))
        return c.text('welcome')
      })
    expect((await app.request('/')).headers.getSetCookie()).toEqual([
      expect.stringMatching(partitioned),
    ])

    const onNode = ours({ middleware: node(), sessionCookie })
    const onExpress = ours({ middleware: luciaExpress(), sessionCookie })
    const onFastify = ours({ middleware: luciaFastify(), sessionCookie })
    const fastify = Fastify()
    onTestFinished(() => fastify.close())
    fastify.get('/', async (request, reply) => {
      const session = await onFastify.auth.createSession({ userId: 'anna' })
      onFastify.auth.handleRequest(request, reply).setSession(session)
      return 'welcome'
    })
    await fastify.listen({ host: '127.0.0.1', port: 0 })
    const browsers = [
      await listen(async (request, response) => {
        const session = await onNode.auth.createSession({ userId: 'anna' })
        onNode.auth.handleRequest(request, response).setSession(session)
        response.end()
      }),
      await listen(
        express().use(async (request, response) => {
          const session = await onExpress.auth.createSession({ userId: 'anna' })
          onExpress.auth.handleRequest(request, response).setSession(session)
          response.end()
        }),
      ),
      browserOn(fastify.server),
    ]
    for (const browser of browsers) {
      const { cookies } = await browser.get('/')
      expect(cookies).toEqual([expect.stringMatching(/^auth_session=.*; Partitioned/)])
    }
  })

  it("is handed to a framework's own cookies", async () => {
    const { auth } = ours({ middleware: sveltekit(), sessionCookie })
    const set: unknown[] = []
    const cookies = { get: () => undefined, set: (...args: unknown[]) => void set.push(args[2]) }
    const event = { request: new Request('https://app.example.com/'), cookies }
    auth.handleRequest(event).setSession(await auth.createSession({ userId: 'anna' }))
    expect(set).toEqual([expect.objectContaining({ partitioned: true, secure: true })])
  })
})

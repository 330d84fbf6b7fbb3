import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import express from 'express'
import Fastify from 'fastify'
import {
  h3,
  express as luciaExpress,
  fastify as luciaFastify,
  nextjs,
  node,
} from 'lucia/middleware'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listening } from '../servers/listening.ts'
import { cookie, expectRenewal, idle } from './idle.ts'

/** Serves on a free port for one request with Anna's cookie. */
async function visit(listener: RequestListener): Promise<void> {
  const server = createServer(listener)
  const port = await listening(server)
  onTestFinished(() => void server.close())
  await (await fetch(`http://127.0.0.1:${port}/`, { headers: cookie })).text()
}

describe('a session in its idle period is not renewed after the headers of the response are sent', () => {
  const kinds = {
    'node()': () => {
      const setup = idle(node())
      return {
        setup,
        validate: (req: IncomingMessage, res: ServerResponse) =>
          setup.auth.handleRequest(req as never, res).validate(),
      }
    },
    'h3()': () => {
      const setup = idle(h3())
      return {
        setup,
        validate: (req: IncomingMessage, res: ServerResponse) =>
          setup.auth.handleRequest({ node: { req: req as never, res } }).validate(),
      }
    },
    'nextjs() in the Pages Router': () => {
      const setup = idle(nextjs())
      return {
        setup,
        validate: (req: IncomingMessage, res: ServerResponse) =>
          setup.auth.handleRequest({ req, res } as never).validate(),
      }
    },
  }

  it.each(Object.entries(kinds))('%s', async (_, open) => {
    const { setup, validate } = open()
    const before = setup.row()
    let session: unknown
    await visit(async (req, res) => {
      res.writeHead(200)
      res.write('the beginning')
      session = await validate(req, res).finally(() => res.end())
    })
    expect(session).toMatchObject({ state: 'idle', fresh: false })
    expect(setup.row()).toEqual(before)
    await expectRenewal(setup.auth)
  })

  it('express()', async () => {
    const setup = idle(luciaExpress())
    const before = setup.row()
    let session: unknown
    const app = express().use(async (req, res) => {
      res.writeHead(200)
      res.write('the beginning')
      session = await setup.auth.handleRequest(req, res).validate()
      res.end()
    })
    await visit(app)
    expect(session).toMatchObject({ state: 'idle', fresh: false })
    expect(setup.row()).toEqual(before)
    await expectRenewal(setup.auth)
  })

  it('fastify()', async () => {
    const setup = idle(luciaFastify())
    const before = setup.row()
    const app = Fastify()
    onTestFinished(() => app.close())
    const validated = new Promise((resolve) => {
      app.get('/', async (req, reply) => {
        await reply.send('all of it')
        resolve(await setup.auth.handleRequest(req, reply).validate())
      })
    })
    await app.inject({ url: '/', headers: cookie })
    expect(await validated).toMatchObject({ state: 'idle', fresh: false })
    expect(setup.row()).toEqual(before)
    await expectRenewal(setup.auth)
  })
})

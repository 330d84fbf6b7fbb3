import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { send } from '../examples/http-browser.ts'
import { listening } from '../servers/listening.ts'
import { Browser } from './browser.ts'

/** Serves on a free port of this machine until the test ends; resolves to a browser on it. */
export async function listen(handler: RequestListener): Promise<Browser> {
  const server = createServer(handler)
  await listening(server)
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return browserOn(server)
}

/** A browser on a server that a framework has started. */
export function browserOn(server: Pick<Server, 'address'>): Browser {
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return new Browser(origin, async (method, path, headers) => {
    const { status, html, headers: sent } = await send(origin, path, { method, headers })
    return { status, body: html, cookies: sent['set-cookie'] ?? [] }
  })
}

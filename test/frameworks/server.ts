import { createServer, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type Answer, Browser } from './browser.ts'

/** Serves on a free port of this machine until the test ends; resolves to a browser on it. */
export async function listen(handler: RequestListener): Promise<Browser> {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => close(server))
  return browserOn(server)
}

/** A browser on a server that a framework has started. */
export function browserOn(server: Pick<Server, 'address'>): Browser {
  const { port } = server.address() as AddressInfo
  return new Browser(`http://127.0.0.1:${port}`, (method, path, headers) =>
    send(port, method, path, headers),
  )
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

function send(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers, agent: false }
    request(options, async (response) => {
      let body = ''
      for await (const chunk of response.setEncoding('utf8')) body += chunk
      const cookies = response.headers['set-cookie'] ?? []
      resolve({ status: response.statusCode ?? 0, body, cookies })
    })
      .on('error', reject)
      .end()
  })
}

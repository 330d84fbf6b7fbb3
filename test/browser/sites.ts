import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { lucia as luciaDefault } from 'lucia/middleware'
import { onTestFinished } from 'vitest'
import { ours, plantSession } from '../defects/pair.ts'
import { listening } from '../servers/listening.ts'
import { selfSigned } from './certificate.ts'

/** The hosts of the test: the app's, one of the same site, and one of another. */
export const hosts = { app: 'app.site.test', sibling: 'sibling.site.test', other: 'other.test' }

/** What the app knows of a request. */
export interface Seen {
  /** Whether the browser has sent the session cookie. */
  sent: boolean
  /** Whose session the request has. */
  user: string | null
}

interface Options {
  sameSite: 'lax' | 'none'
  /** Hosts whose pages are trusted. */
  trusted?: string[]
}

/** Serves all hosts over HTTPS until the test ends: each has a page, and the app also has sessions. */
export async function serveSites({ sameSite, trusted = [] }: Options) {
  const server = createServer(selfSigned())
  const port = await listening(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const originOf = (host: string) => `https://${host}:${port}`
  const { auth, database } = ours({
    middleware: luciaDefault(),
    sessionCookie: { attributes: { sameSite } },
    csrfProtection: trusted.length === 0 || { origins: trusted.map(originOf) },
  })

  plantSession(database, 'of-berta', { userId: 'berta' })

  const authRequestOf = (request: IncomingMessage, setCookie: (header: string) => void) =>
    auth.handleRequest({
      request: {
        method: request.method ?? '',
        url: `https://${request.headers.host}${request.url}`,
        headers: new Headers(request.headers as Record<string, string>),
      },
      setCookie: (cookie) => setCookie(cookie.serialize()),
    })
  const seen = async (request: IncomingMessage): Promise<Seen> => {
    const session = await authRequestOf(request, () => {}).validate()
    const sent = request.headers.cookie?.includes('auth_session=') ?? false
    return { sent, user: session?.user.userId ?? null }
  }

  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/sign-in') {
      const setCookie = (header: string) => response.appendHeader('Set-Cookie', header)
      authRequestOf(request, setCookie).setSession(await auth.createSession({ userId: 'anna' }))
    }
    const isPage = request.method === 'GET'
    response.setHeader('Content-Type', isPage ? 'text/html' : 'application/json')
    response.end(isPage ? page(originOf(hosts.app)) : JSON.stringify(await seen(request)))
  })
  server.on('upgrade', async (request: IncomingMessage, socket: Duplex) => {
    sayOnce(request, socket, JSON.stringify(await seen(request)))
  })
  return { originOf }
}

/** A page that anyone may write: a form that goes to the app. Its script opens a socket. */
function page(app: string): string {
  return `<!doctype html><form method="post" action="${app}/private"><button>Go</button></form>`
}

/** Accepts a WebSocket and sends one message. https://www.rfc-editor.org/rfc/rfc6455 */
function sayOnce(request: IncomingMessage, socket: Duplex, message: string): void {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
  socket.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${createHash('sha1').update(key).digest('base64')}`,
      '\r\n',
    ].join('\r\n'),
  )
  const payload = Buffer.from(message)
  socket.end(Buffer.concat([Buffer.from([0x81, payload.length]), payload]))
}

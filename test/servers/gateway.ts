import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { listening } from './listening.ts'

/** A request as a gateway sees it: a path without the query, and a body that was JSON, if any. */
export interface GatewayRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: unknown
}

/** What a gateway answers: text stays text, anything else is sent as JSON. */
export interface GatewayResponse {
  status: number
  body: unknown
}

/** A listening gateway. `stop()` cuts the connections that are open. */
export interface Gateway {
  port: number
  stop(): Promise<void>
}

/** Serves `answer` over HTTP on 127.0.0.1 and a free port. What `answer` throws becomes a 500. */
export async function startGateway(
  answer: (request: GatewayRequest) => Promise<GatewayResponse>,
): Promise<Gateway> {
  const server = createServer((request, response) => {
    handle(request, answer)
      .catch((error: unknown) => ({ status: 500, body: String(error) }))
      .then((result) => send(response, result))
  })
  const port = await listening(server)
  async function stop(): Promise<void> {
    if (!server.listening) return
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return { port, stop }
}

async function handle(
  request: IncomingMessage,
  answer: (request: GatewayRequest) => Promise<GatewayResponse>,
): Promise<GatewayResponse> {
  let text = ''
  request.setEncoding('utf8')
  for await (const chunk of request) text += chunk
  const { method = 'GET', url = '/', headers } = request
  const path = url.replace(/\?.*/s, '')
  let body: unknown
  try {
    body = text === '' ? undefined : JSON.parse(text)
  } catch {
    return { status: 400, body: 'the body is not JSON' }
  }
  return answer({ method, path, headers, body })
}

function send(response: ServerResponse, { status, body }: GatewayResponse): void {
  const isText = typeof body === 'string'
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json' })
  response.end(isText ? body : JSON.stringify(body))
}

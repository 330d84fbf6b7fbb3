import { once } from 'node:events'
import { connect } from 'node:net'
import { neonConfig } from '@neondatabase/serverless'
import { createWebSocketStream, WebSocket, WebSocketServer } from 'ws'

/**
 * A stand-in for Neon's proxy of WebSockets, which carries the bytes of PostgreSQL's own protocol. The
 * driver is told to use it, without TLS, for all of its pools.
 */
export async function startNeonSocket(): Promise<{ stop(): Promise<void> }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  server.on('connection', (socket, { url = '' }) => {
    const [host, port] = (new URL(url, 'ws://localhost').searchParams.get('address') ?? '').split(
      ':',
    )
    const stream = createWebSocketStream(socket)
    const database = connect(Number(port), host)
    for (const side of [stream, database]) side.on('error', () => {})
    stream.on('close', () => database.destroy())
    database.on('close', () => socket.close())
    stream.pipe(database).pipe(stream)
  })
  const { port } = server.address() as { port: number }
  neonConfig.webSocketConstructor = WebSocket
  neonConfig.wsProxy = (host, database) => `127.0.0.1:${port}/v1?address=${host}:${database}`
  neonConfig.useSecureWebSocket = false
  neonConfig.pipelineTLS = false
  neonConfig.pipelineConnect = false
  return {
    async stop() {
      for (const client of server.clients) client.terminate()
      server.close()
      await once(server, 'close')
    },
  }
}

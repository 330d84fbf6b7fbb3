import { createServer } from 'node:http'
import { worker } from './worker.js'

/** Listens on a port that it prints. */
export function listen() {
  const server = createServer(async (request, response) => {
    const answer = await worker.fetch(new Request(`http://localhost${request.url}`))
    response.end(await answer.text())
  })
  server.listen(0, '127.0.0.1', () => console.log(server.address().port))
}

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { listening } from '../servers/listening.ts'

/** A way to a server of this machine that can be cut. */
export interface Relay {
  port: number
  /** Waits until something has gone to the server, and cuts the connections that are open. */
  cut(): Promise<void>
  /** Cuts the connections that are open when so much more has been sent to the server. */
  cutAfter(times: number): void
  /** How often something has been sent to the server after it had answered: the round trips. */
  trips(): number
  /** Answers for the server, where this gives what to answer to what is sent to it. */
  answer(instead: (sent: Buffer) => Buffer | undefined): void
  /** Resets, by TCP's own means, the first connection that sends such a text. */
  resetAt(text: string): void
  stop(): Promise<void>
}

/** A relay to the server of an address, and the address by way of it. */
export async function relayTo(url: string): Promise<{ relay: Relay; relayed: string }> {
  const address = new URL(url)
  const relay = await startRelay(Number(address.port))
  address.port = String(relay.port)
  return { relay, relayed: address.href }
}

export async function startRelay(targetPort: number): Promise<Relay> {
  const sockets = new Set<Socket>()
  let fatal: string | undefined
  let instead: (sent: Buffer) => Buffer | undefined = () => undefined
  let trips = 0
  const cutAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((incoming) => {
    const outgoing = connect(targetPort, '127.0.0.1')
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket)
      // Cut connections are what this is for.
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    let hasAnswered = true
    outgoing.pipe(incoming)
    outgoing.on('data', () => {
      hasAnswered = true
    })
    incoming.on('end', () => outgoing.end())
    incoming.on('data', (data: Buffer) => {
      if (hasAnswered) trips++
      hasAnswered = false
      const answer = instead(data)
      if (answer) {
        incoming.write(answer)
        return
      }
      outgoing.write(data)
      server.emit('sent')
      if (fatal === undefined || !data.includes(fatal)) return
      fatal = undefined
      incoming.resetAndDestroy()
    })
  })
  const port = await listening(server)
  return {
    port,
    async cut() {
      await once(server, 'sent')
      cutAll()
    },
    cutAfter(times) {
      let left = times
      server.removeAllListeners('sent').on('sent', () => {
        if (--left === 0) cutAll()
      })
    },
    trips: () => trips,
    answer(given) {
      instead = given
    },
    resetAt(text) {
      fatal = text
    },
    async stop() {
      server.close()
      cutAll()
      await once(server, 'close')
    },
  }
}

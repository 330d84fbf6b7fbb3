import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'
import { type GatewayRequest, type GatewayResponse, startGateway } from './gateway.ts'
import type { TestServer } from './guarded-server.ts'
import { type HranaRequest, hranaError } from './hrana.ts'
import { LibsqlConnection } from './libsql-connection.ts'
import { LibsqlStream } from './libsql-stream.ts'

/** The gateway, and the database file behind it, to be read through another driver. */
export interface LibsqlServer extends TestServer {
  file: string
}

/**
 * A stand-in for a hosted libSQL (Turso): its protocol, Hrana over HTTP in JSON (versions 2 and 3,
 * without cursors), in front of a real SQLite with foreign keys on, whose file goes with it. Streams do
 * not expire.
 */
export async function startLibsql(): Promise<LibsqlServer> {
  const folder = await temporaryFolder()
  const file = join(folder, 'database.sqlite')
  const streams = new LibsqlStreams(file)
  const gateway = await startGateway((request) => answer(request, streams))
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    file,
    stop: async () => {
      await gateway.stop()
      streams.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function answer(request: GatewayRequest, streams: LibsqlStreams): Promise<GatewayResponse> {
  switch (`${request.method} ${request.path}`) {
    case 'GET /v2':
    case 'GET /v3':
      return { status: 200, body: 'Hello, this is HTTP API of the Hrana protocol' }
    case 'POST /v2/pipeline':
    case 'POST /v3/pipeline':
      return streams.pipeline(request.body as PipelineRequest)
    default:
      // `v3-protobuf` too: a client that asks for it falls back to version 2 in JSON.
      return { status: 404, body: 'not found' }
  }
}

interface PipelineRequest {
  baton?: string | null
  requests: HranaRequest[]
}

const lockLimit = 5_000

/** The open streams. A baton is good for one request: the answer has the next. */
class LibsqlStreams {
  readonly #file: string
  readonly #waiting = new Map<string, LibsqlStream>()
  readonly #open = new Set<LibsqlStream>()
  readonly #releases = new EventEmitter().setMaxListeners(0)

  constructor(file: string) {
    this.#file = file
  }

  async pipeline({ baton, requests }: PipelineRequest): Promise<GatewayResponse> {
    const stream = baton ? this.#waiting.get(baton) : this.#start()
    if (!stream) return { status: 400, body: 'Received an invalid baton' }
    if (baton) this.#waiting.delete(baton)
    const results: object[] = []
    for (const request of requests) {
      try {
        results.push({ type: 'ok', response: await stream.respond(request) })
      } catch (error) {
        results.push({ type: 'error', error: hranaError(error, '') })
      }
      this.#releases.emit('release')
    }
    return { status: 200, body: { baton: this.#release(stream), base_url: null, results } }
  }

  close(): void {
    for (const stream of this.#open) stream.close()
    this.#releases.emit('release')
  }

  #start(): LibsqlStream {
    const stream = new LibsqlStream(new LibsqlConnection(this.#file, () => this.#awaitRelease()))
    this.#open.add(stream)
    return stream
  }

  #release(stream: LibsqlStream): string | null {
    if (!stream.isOpen) {
      this.#open.delete(stream)
      return null
    }
    const baton = randomUUID()
    this.#waiting.set(baton, stream)
    return baton
  }

  #awaitRelease(): Promise<boolean> {
    return once(this.#releases, 'release', { signal: AbortSignal.timeout(lockLimit) }).then(
      () => true,
      () => false,
    )
  }
}

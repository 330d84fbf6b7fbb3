import { subscribe } from 'node:diagnostics_channel'
import { readdir, readFile, rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Miniflare, type SharedOptions, type WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readConfiguration } from 'wrangler'
import { runWell } from '../package/run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const wrangler = fileURLToPath(import.meta.resolve('wrangler/bin/wrangler.js'))

// Miniflare's Hyperdrive holds small messages back, as sockets do by themselves, until the other side has
// confirmed those before: 40 ms for most steps of a connection to PostgreSQL. It listens to no error of
// its sockets either, and pg's pool closes a connection whose query has failed before it has read the
// answer to the end, which resets it.
for (const channel of ['net.server.socket', 'net.client.socket']) {
  subscribe(channel, (message) => {
    const { socket } = message as { socket: Socket }
    socket.setNoDelay().on('error', () => {})
  })
}

interface Module {
  type: 'ESModule' | 'CompiledWasm' | 'Text'
  path: string
  contents: Buffer
}

interface Source {
  /** The path of the wrangler configuration. */
  configuration: string
  /** The Worker's file, other than the one that the configuration names. */
  entry?: string
  /** One of the environments of the configuration. */
  environment?: string
}

/** What a test gives a Worker beside its configuration. */
export type Given = Pick<
  WorkerOptions,
  'bindings' | 'd1Databases' | 'durableObjects' | 'hyperdrives' | 'outboundService'
> &
  Pick<SharedOptions, 'durableObjectsPersist'>

/** Starts a Worker of this folder in workerd. */
export function startTestWorker(
  entry: string,
  given: Given,
  environment?: string,
): Promise<Miniflare> {
  const configuration = fileURLToPath(new URL('wrangler.json', import.meta.url))
  return startWorker({ configuration, entry, ...(environment && { environment }) }, given)
}

/** Bundles a Worker as wrangler does for its deployment, and starts it in workerd. */
export async function startWorker(source: Source, given: Given): Promise<Miniflare> {
  const { workerOptions } = readConfiguration(source.configuration, source.environment)
  const miniflare = new Miniflare({
    ...({ ...workerOptions, ...given, modules: await bundle(source) } as WorkerOptions),
    host: '127.0.0.1',
    port: 0,
    cf: false,
  })
  try {
    await miniflare.ready
    return miniflare
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}

/** The modules of a Worker, the one that it starts with first. */
async function bundle({ configuration, entry, environment = '' }: Source): Promise<Module[]> {
  const output = await temporaryFolder()
  const command = [
    ...[wrangler, 'deploy', ...(entry ? [entry] : [])],
    ...['--dry-run', '--config', configuration, '--env', environment, '--outdir', output],
  ]
  try {
    await runWell(dirname(configuration), process.execPath, ...command)
    const files = await readdir(output)
    const modules = { '.js': 'ESModule', '.wasm': 'CompiledWasm', '.sql': 'Text' } as const
    return await Promise.all(
      Object.entries(modules).flatMap(([extension, type]) =>
        files
          .filter((name) => name.endsWith(extension))
          .map(async (path) => ({ type, path, contents: await readFile(join(output, path)) })),
      ),
    )
  } finally {
    await rm(output, { recursive: true })
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../servers/listening.ts'

/** A server in a process of its own. */
export interface Served {
  origin: string
  /** What it has printed. */
  output(): string
  stop(): Promise<void>
}

/** Starts a server that listens on `PORT`, a free one unless it is given, and waits until it answers. */
export async function serve(
  folder: string,
  environment: Record<string, string>,
  command: string,
  ...args: string[]
): Promise<Served> {
  const port = environment['PORT'] ?? String(await freePort())
  const server = spawn(
    command,
    args.map((arg) => arg.replace('PORT', port)),
    {
      cwd: folder,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: port,
        HOST: '127.0.0.1',
        ORIGIN: `http://127.0.0.1:${port}`,
        ...environment,
      },
      detached: true,
    },
  )
  let output = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (text) => {
      output += text
    })
  }
  const origin = `http://127.0.0.1:${port}`
  const stop = () => end(server)
  for (let turn = 0; turn < 600; turn++) {
    if (server.exitCode !== null) throw new Error(`The server has ended:\n${output}`)
    const answer = await fetch(origin).catch(() => undefined)
    // An app need not have a page there.
    if (answer && answer.status < 500) return { origin, output: () => output, stop }
    if (answer) output += `\n${answer.status}\n`
    await setTimeout(100)
  }
  await stop()
  throw new Error(`The server does not answer:\n${output}`)
}

/** Ends a server with the processes that it has started. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  process.kill(-server.pid, 'SIGKILL')
  await ended
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { temporaryFolder } from '../temporary-folder.ts'
import { freePort } from './listening.ts'
import { type Account, serverAccount } from './server-account.ts'

/** A running engine. `stop()` ends what was started and nothing that was found running. */
export interface TestServer {
  url: string
  stop(): Promise<void>
}

/** A command with its arguments. */
export type Command = [program: string, ...args: string[]]

/** How one engine is started on a folder of its own. */
export interface Engine {
  /** Names it in error messages. */
  name: string
  /** Accounts that may run the server when the tests run as root, the best first. */
  accounts: string[]
  environment?: Record<string, string>
  /** What ends the server without waiting for its clients. */
  signal: 'INT' | 'TERM'
  /** Fills the data folder, then runs the server in the foreground on 127.0.0.1 and the port. */
  commands(folder: string, port: number): Promise<{ setup: Command; server: Command }>
  url(port: number): string
  /** Resolves when a query was answered, rejects while the server is not there yet. */
  probe(url: string): Promise<void>
}

const startLimit = 120_000

/**
 * Starts a server on a temporary folder and a free port, and resolves when it answers. The server
 * ends with this process however that ends, SIGKILL included: see `guardScript`.
 */
export async function startGuarded(engine: Engine): Promise<TestServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(engine)
    } catch (error) {
      // Between asking for a free port and the server's bind, another process may have taken it.
      const portTaken = error instanceof Error && /address already in use/i.test(error.message)
      if (!portTaken || attempt === 3) throw error
    }
  }
}

async function startOnce(engine: Engine): Promise<TestServer> {
  const account = await serverAccount(engine.accounts)
  const folder = await temporaryFolder()
  let child: ChildProcess | undefined
  try {
    if (account) await chown(folder, account.uid, account.gid)
    const port = await freePort()
    const { setup, server } = await engine.commands(folder, port)
    child = spawnGuard(guardScript(folder, setup, server, engine.signal), folder, account, engine)
    const url = engine.url(port)
    await untilReady(child, engine, url)
    return { url, stop: stopOnce(child, folder) }
  } catch (error) {
    if (child) await stopOnce(child, folder)()
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/**
 * A shell that holds the server: it ends the server and deletes the folder when its standard input
 * closes, which the kernel does when this process ends, in whatever way. It sends the signal until
 * the server is gone, because a server that is just starting has no handler yet.
 */
function guardScript(folder: string, setup: Command, server: Command, signal: string): string {
  return `exec 3<&0 </dev/null
clean() { cd /; rm -rf ${quote(folder)}; }
${setup.map(quote).join(' ')} 3<&- || { status=$?; clean; exit $status; }
${server.map(quote).join(' ')} 3<&- &
server=$!
{ while read -r _ <&3; do :; done; while kill -${signal} $server; do sleep 0.2; done; } >/dev/null 2>&1 &
guard=$!
wait $server; status=$?
kill $guard 2>/dev/null
clean
exit $status`
}

function quote(argument: string): string {
  return `'${argument.replaceAll("'", "'\\''")}'`
}

function spawnGuard(
  script: string,
  folder: string,
  account: Account | undefined,
  engine: Engine,
): ChildProcess {
  return spawn('sh', ['-c', script], {
    cwd: folder,
    // Its own process group: Ctrl+C reaches this process only, and the guard cleans up after it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    // Two servers that start at the same moment would take the same names in a common folder.
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      TMPDIR: folder,
      LC_ALL: 'C.UTF-8',
      ...engine.environment,
    },
    ...account,
  })
}

async function untilReady(child: ChildProcess, engine: Engine, url: string): Promise<void> {
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-8_000)
    })
  }
  let ended = ''
  child.on('error', (error) => {
    ended = error.message
  })
  child.on('close', (code, signal) => {
    ended ||= `it ended with ${signal ?? `status ${code}`}`
  })
  const deadline = Date.now() + startLimit
  while (!ended && Date.now() < deadline) {
    try {
      await engine.probe(url)
      return
    } catch {
      await delay(50)
    }
  }
  throw new Error(`${engine.name} did not start: ${ended || 'it did not answer'}\n${log}`)
}

function stopOnce(child: ChildProcess, folder: string): () => Promise<void> {
  let stopped: Promise<void> | undefined
  async function stop(): Promise<void> {
    const running = child.pid !== undefined && child.exitCode === null && child.signalCode === null
    const exited = running ? once(child, 'exit') : undefined
    child.stdin?.destroy()
    await exited
    // The guard has deleted it, unless the guard itself was killed.
    await rm(folder, { recursive: true, force: true })
  }
  return () => {
    stopped ??= stop()
    return stopped
  }
}

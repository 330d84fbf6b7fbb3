import { fileURLToPath } from 'node:url'
import { Miniflare } from 'miniflare'
import { bundledForWorkers } from '../bundled.ts'
import { root, runWell } from '../package/run.ts'

/** The Worker of this folder, in a workerd of its own. */
export interface PasswordWorker {
  /** What it answers to a path; throws with the text of an answer that is an error. */
  ask(path: string, signal?: AbortSignal): Promise<string>
  /** How much memory its process has in use now, in MiB. */
  memory(): Promise<number>
  stop(): Promise<void>
}

/** Starts it from one bundle, whatever the compatibility flags are. */
export async function startPasswordWorker(
  compatibilityFlags: readonly string[],
): Promise<PasswordWorker> {
  const entryPoints = [fileURLToPath(new URL('worker-password.ts', import.meta.url))]
  const script = await bundledForWorkers({ entryPoints })
  const before = await workerdProcesses()
  const miniflare = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2026-04-01',
    compatibilityFlags: [...compatibilityFlags],
    host: '127.0.0.1',
    port: 0,
    cf: false,
  })
  const { origin } = await miniflare.ready
  const processes = await workerdProcesses()
  const started = [...processes.keys()].filter((id) => !before.has(id))
  return {
    async ask(path, signal) {
      const response = await fetch(`${origin}${path}`, signal ? { signal } : {})
      const text = await response.text()
      if (!response.ok) throw new Error(`${response.status}: ${text}`)
      return text
    },
    async memory() {
      const now = await workerdProcesses()
      return Math.max(...started.map((id) => now.get(id) ?? 0))
    },
    stop: () => miniflare.dispose(),
  }
}

/** The memory in MiB of each workerd that this process has started, by process id. */
async function workerdProcesses(): Promise<Map<string, number>> {
  const stdout = await runWell(root, 'ps', '-A', '-o', 'pid=,ppid=,rss=,comm=')
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/))
  const own = rows.filter(
    ([, parent, , name]) => Number(parent) === process.pid && name?.includes('workerd'),
  )
  return new Map(own.map(([id = '', , kilobytes]) => [id, Number(kilobytes) / 1024]))
}

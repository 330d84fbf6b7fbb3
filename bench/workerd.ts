import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Miniflare, type MiniflareOptions } from 'miniflare'
import { bundleCode } from './size/measure.js'

const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** A Worker in a workerd of its own. */
export interface Worker {
  origin: string
  miniflare: Miniflare
  /** Its process. */
  pid: number
  /** The CPU time that its process has used, in microseconds. */
  cpuTime(): number
}

/** Starts a Worker whose code stands in the folder of the apps. */
export async function startWorker(
  contents: string,
  options: Partial<MiniflareOptions> = {},
): Promise<Worker> {
  const before = childrenOfThis()
  const script = await bundleCode(contents)
  const miniflare = new Miniflare({
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    ...options,
    modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
    host: '127.0.0.1',
    port: 0,
    cf: false,
  })
  const { origin } = await miniflare.ready
  const [pid = 0] = childrenOfThis().filter((child) => !before.includes(child))
  return { origin, miniflare, pid, cpuTime: () => cpuTimeOf(pid) }
}

function childrenOfThis(): number[] {
  return execFileSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,comm='], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((row) => row.includes('workerd'))
    .map((row) => Number.parseInt(row, 10))
}

/** All of the process's threads, from Linux. */
export function cpuTimeOf(pid = 0): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticks) * 1e6
}

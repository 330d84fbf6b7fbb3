import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleCode } from '../size/measure.js'
import { cpuTimeOf, startWorker, type Worker } from '../workerd.ts'

/** A server that hashes, in a process of its own. */
export type Platform = Pick<Worker, 'origin' | 'cpuTime'> & { stop(): Promise<unknown> }

const server = `
  import { createServer } from 'node:http'
  import { worker } from '../../password/worker.ts'
  const server = createServer(async ({ url }, response) => {
    const answer = await worker.fetch(new Request('http://localhost' + url))
    response.end(await answer.text())
  })
  server.listen(0, '127.0.0.1', () => console.log(server.address().port))`

async function node(): Promise<Platform> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-password-'))
  const file = join(folder, 'server.mjs')
  writeFileSync(file, await bundleCode(server))
  const child: ChildProcess = spawn(process.execPath, [file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = child.stdout ? await once(child.stdout, 'data') : []
  return {
    origin: `http://127.0.0.1:${Number(port)}`,
    cpuTime: () => cpuTimeOf(child.pid),
    async stop() {
      child.kill()
      await once(child, 'exit')
      rmSync(folder, { recursive: true })
    },
  }
}

async function workerd(compatibilityFlags: string[]): Promise<Platform> {
  const { miniflare, ...worker } = await startWorker(
    "export { worker as default } from '../../password/worker.ts'",
    { compatibilityFlags },
  )
  return { ...worker, stop: () => miniflare.dispose() }
}

export const platforms: Record<string, () => Promise<Platform>> = {
  Node: node,
  'workerd with nodejs_compat': () => workerd(['nodejs_compat']),
  'workerd without the flag': () => workerd([]),
}

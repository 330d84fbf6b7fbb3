import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

const server = "import { listen } from './server.js'; listen()"
const worker = "export { worker as default } from './worker.js'"

async function bundle(contents, options) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here('.') },
    bundle: true,
    format: 'esm',
    write: false,
    ...options,
  })
  return outputFiles?.[0]?.text
}

async function node() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-password-'))
  const outfile = join(folder, 'server.mjs')
  await bundle(server, { platform: 'node', outfile, write: true })
  const child = spawn(process.execPath, [outfile], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = await once(child.stdout, 'data')
  return {
    origin: `http://127.0.0.1:${Number(port)}`,
    pid: child.pid,
    async stop() {
      child.kill()
      await once(child, 'exit')
      rmSync(folder, { recursive: true })
    },
  }
}

async function workerd(compatibilityFlags) {
  const miniflare = new Miniflare({
    modules: true,
    script: await bundle(worker, { platform: 'browser', conditions: ['workerd'] }),
    compatibilityDate: '2026-04-01',
    compatibilityFlags,
    host: '127.0.0.1',
    port: 0,
    cf: false,
  })
  const { origin } = await miniflare.ready
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
  const row = rows.find(
    ([, parent, name]) => Number(parent) === process.pid && name.includes('workerd'),
  )
  return { origin, pid: Number(row[0]), stop: () => miniflare.dispose() }
}

/** Starts a server that hashes, each in a process of its own. */
export const platforms = {
  [`Node ${process.versions.node}`]: node,
  'workerd, nodejs_compat': () => workerd(['nodejs_compat']),
  'workerd without the flag': () => workerd([]),
}

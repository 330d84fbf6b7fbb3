import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { unstable_startWorker as startWorker } from 'wrangler'
import { installExample } from './install.ts'

const wrangler = fileURLToPath(import.meta.resolve('wrangler/bin/wrangler.js'))

/** The example in workerd, with a database of its own, on a port of its own. */
export interface RunningExample {
  /** Its address, without a slash at the end. */
  origin: string
  /** D1's file, as SQLite itself reads it. */
  database: Database.Database
  /** Does what its cron trigger does. */
  runCron(): Promise<void>
  stop(): Promise<void>
}

/** Installs an example on D1, applies its migrations and starts its Worker, as its own scripts do. */
export async function startExample(
  name = 'hono-d1',
  generate?: (folder: string) => Promise<unknown>,
): Promise<RunningExample> {
  const { folder: example, remove } = await installExample(name, '--omit=dev')
  await generate?.(example)
  const folder = await mkdtemp(join(tmpdir(), `${name}-`))
  const migrate = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', folder]
  await promisify(execFile)(process.execPath, [wrangler, ...migrate], { cwd: example })
  const worker = await start(join(example, 'wrangler.toml'), folder)
  const database = await openDatabase(join(folder, 'v3/d1/miniflare-D1DatabaseObject'))
  return {
    origin: (await worker.url).origin,
    database,
    runCron: () => runCron(example, folder),
    async stop() {
      database.close()
      await worker.dispose()
      await rm(folder, { recursive: true, force: true })
      await remove()
    },
  }
}

async function start(config: string, folder: string) {
  const worker = await startWorker({
    config,
    sendMetrics: false,
    dev: {
      persist: folder,
      server: { hostname: '127.0.0.1', port: 0 },
      inspector: false,
      watch: false,
      logLevel: 'error',
    },
  })
  await worker.ready
  return worker
}

/** wrangler 4.84 cannot run the cron trigger of a Worker that has assets, so this copy has none. */
async function runCron(example: string, folder: string): Promise<void> {
  const config = join(folder, 'wrangler.toml')
  const text = await readFile(join(example, 'wrangler.toml'), 'utf8')
  const withoutAssets = text.replace(/\[assets\][^[]*/, '').replace('"src/', `"${example}/src/`)
  await writeFile(config, withoutAssets)
  await copyFile(join(example, '.dev.vars'), join(folder, '.dev.vars'))
  const worker = await start(config, folder)
  const answer = await fetch(new URL('/cdn-cgi/handler/scheduled', await worker.url))
  await worker.dispose()
  if (!answer.ok) throw new Error(`The cron trigger failed: ${await answer.text()}`)
}

async function openDatabase(folder: string): Promise<Database.Database> {
  const files = await readdir(folder)
  const file = files.find((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
  if (!file) throw new Error(`There is no D1 database in ${folder}, which has ${files.join(', ')}`)
  return new Database(join(folder, file))
}

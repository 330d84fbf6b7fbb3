import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { type Served, serve } from '../apps/serve.ts'
import { root, runWell } from '../package/run.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { installExample } from './install.ts'

const wrangler = fileURLToPath(import.meta.resolve('wrangler/bin/wrangler.js'))

/** The example in workerd, with a database of its own, on a port of its own. */
export interface RunningExample {
  /** Its address, without a slash at the end. */
  origin: string
  /** D1's file, as SQLite itself reads it. */
  database: Database.Database
  /** The newest mail to an address, as the terminal of `wrangler dev` shows it. */
  mailTo(address: string): Promise<string | undefined>
  /** Does what its cron trigger does. */
  runCron(): Promise<void>
  stop(): Promise<void>
}

/** Installs an example on D1, applies its migrations and starts its Worker, as its own scripts do. */
export async function startExample(
  name = 'hono-d1',
  generate?: (folder: string) => Promise<unknown>,
): Promise<RunningExample> {
  const { folder, remove } = await installExample(name, '--omit=dev')
  await generate?.(folder)
  const running = await startFolder(folder)
  return { ...running, stop: () => running.stop().then(remove) }
}

/** Applies the migrations of a folder, and starts its Worker. */
export async function startFolder(example: string): Promise<RunningExample> {
  const folder = await temporaryFolder()
  const migrate = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', folder]
  await runWell(example, process.execPath, wrangler, ...migrate)
  const worker = await start(join(example, 'wrangler.toml'), folder)
  const database = await openDatabase(join(folder, 'v3/d1/miniflare-D1DatabaseObject'))
  return {
    origin: worker.origin,
    database,
    mailTo: (address) => mailTo(worker, address),
    runCron: () => runCron(worker.origin),
    async stop() {
      database.close()
      await worker.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function start(config: string, folder: string): Promise<Served> {
  const command = [wrangler, 'dev', '--test-scheduled', '--config', config, '--persist-to', folder]
  const address = ['--ip', '127.0.0.1', '--port', 'PORT', '--inspector-port', '0']
  const environment = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', CI: '1' }
  return await serve(dirname(config), environment, process.execPath, ...command, ...address)
}

async function mailTo(worker: Served, address: string): Promise<string | undefined> {
  // It is written after the answer, in another process.
  await setTimeout(300)
  return worker
    .output()
    .split(/^To: /m)
    .findLast((mail) => mail.startsWith(`${address}\n`))
}

/** Runs the cron trigger with the line of the page on Cloudflare. */
async function runCron(origin: string): Promise<void> {
  const page = await readFile(join(root, 'docs/cloudflare.md'), 'utf8')
  const [, path] = /^curl http:\/\/localhost:8787(\S+)/m.exec(page) ?? []
  if (!path) throw new Error('The page on Cloudflare has no line that runs the cron trigger')
  const answer = await fetch(new URL(path, origin))
  if (!answer.ok) throw new Error(`The cron trigger failed: ${await answer.text()}`)
}

async function openDatabase(folder: string): Promise<Database.Database> {
  const files = await readdir(folder)
  const file = files.find((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
  if (!file) throw new Error(`There is no D1 database in ${folder}, which has ${files.join(', ')}`)
  return new Database(join(folder, file))
}

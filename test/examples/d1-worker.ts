import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Given, startWorker } from '../workerd/start-worker.ts'
import { installExample } from './install.ts'

/** An example's Worker in workerd, on a D1 database of its own. */
export interface D1Worker {
  origin: string
  database: Awaited<ReturnType<Awaited<ReturnType<typeof startWorker>>['getD1Database']>>
  stop(): Promise<void>
}

/** Installs an example, applies its migrations and starts its Worker. */
export async function startD1Worker(name: string, given: Given = {}): Promise<D1Worker> {
  // wrangler is the tests' own.
  const { folder, remove } = await installExample(name, '--omit=dev')
  const worker = await startWorker({ configuration: join(folder, 'wrangler.toml') }, given)
  const database = await worker.getD1Database('DB')
  const files = await readdir(join(folder, 'migrations'))
  for (const file of files.filter((path) => path.endsWith('.sql')).sort()) {
    const migration = await readFile(join(folder, 'migrations', file), 'utf8')
    const statements = migration.split(/;\n|--> statement-breakpoint/).filter((sql) => sql.trim())
    await database.batch(statements.map((statement) => database.prepare(statement)))
  }
  return {
    origin: (await worker.ready).origin,
    database,
    async stop() {
      await worker.dispose()
      await remove()
    },
  }
}

import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { servePostgres } from '../drivers/database.ts'
import type { ServedDatabase } from '../drivers/driver.ts'
import { install } from '../package/consumer.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Query, queryOf } from './query.ts'

/** An app in a folder of its own, and a database with the default tables. */
export interface Installed {
  folder: string
  database: ServedDatabase
  query: Query
  remove(): Promise<void>
}

/** Copies an app of this folder, and installs it with the packed package as a user would. */
export async function installApp(name: string, ...packages: string[]): Promise<Installed> {
  const root = await temporaryFolder()
  const folder = join(root, 'app')
  const ours = [inject('packed').tarball, 'lucia@2', 'drizzle-orm@0.45', 'pg@8']
  await install(folder, ...ours, ...packages)
  await cp(join(import.meta.dirname, name), folder, { recursive: true })
  const database = await servePostgres()
  return {
    folder,
    database,
    query: queryOf(String(database.environment.DATABASE_URL)),
    async remove() {
      await database.close()
      await rm(root, { recursive: true })
    },
  }
}

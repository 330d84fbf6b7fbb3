import { afterAll, inject } from 'vitest'
import { casesIn } from '../runtimes/in-runtime.ts'
import { installedBun } from '../runtimes/installed.ts'
import { createDatabase } from '../servers/database.ts'

const { url, drop } = await createDatabase(inject('postgresUrl'))
afterAll(drop)

await casesIn('Bun', 'bun-sql.ts', [installedBun], 'drizzle-orm', { DATABASE_URL: url })

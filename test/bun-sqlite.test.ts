import { casesIn } from './runtimes/in-runtime.ts'
import { installedBun } from './runtimes/installed.ts'

await casesIn('Bun', 'bun-sqlite.ts', [installedBun], 'drizzle-orm')
await casesIn('Bun', 'bun-sqlite.ts', [installedBun], 'drizzle-orm-1')

import { casesIn } from './runtimes/in-runtime.ts'
import { installedNode } from './runtimes/installed.ts'

await casesIn('Node', 'node-sqlite.ts', [await installedNode()], 'drizzle-orm-1')

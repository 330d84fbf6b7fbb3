import { fileURLToPath } from 'node:url'
import { afterAll, inject } from 'vitest'
import { casesInWorkerd } from '../workerd/conformance-in-workerd.ts'
import { startWorker } from '../workerd/start-worker.ts'
import { generate } from './generate.ts'

await generate('d1-tables', 'sqlite', ['models.prisma', 'more-models.prisma'])
await generate('d1-modes', 'sqlite', ['modes.prisma'])

const configuration = fileURLToPath(new URL('wrangler.json', import.meta.url))
const worker = await startWorker(
  { configuration, entry: 'worker-d1.ts' },
  { d1Databases: ['DB'], bindings: { TABLES: inject('sqliteTables') } },
)
afterAll(() => worker.dispose())

await casesInWorkerd((await worker.ready).origin)

import { afterAll, inject } from 'vitest'
import { casesInWorkerd } from './conformance-in-workerd.ts'
import { startTestWorker } from './start-worker.ts'

const worker = await startTestWorker('worker-durable-sqlite.ts', {
  bindings: { TABLES: inject('sqliteTables'), VALUES_TABLES: inject('sqliteValuesTables') },
  durableObjects: { OBJECTS: { className: 'TestObject', useSQLite: true } },
})
afterAll(() => worker.dispose())

await casesInWorkerd((await worker.ready).origin)

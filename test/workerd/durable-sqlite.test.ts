import { inject } from 'vitest'
import { casesInWorkerd } from './conformance-in-workerd.ts'

await casesInWorkerd('worker-durable-sqlite.ts', {
  bindings: { TABLES: inject('sqliteTables') },
  durableObjects: { OBJECTS: { className: 'TestObject', useSQLite: true } },
})

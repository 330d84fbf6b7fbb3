import { engineOn } from '../drivers/engine.ts'
import { connectLibsql } from '../drivers/libsql.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { conformanceInWorkerd } from './conformance-in-workerd.ts'

const facts = { name: 'libSQL', createAuth: undefined, schemas, dialect: 'sqlite' as const }

const engine = engineOn(facts, async (statements) => {
  const { url, ...database } = await connectLibsql(statements)
  return { ...database, handle: { url } }
})

await conformanceInWorkerd('worker-libsql.ts', engine)

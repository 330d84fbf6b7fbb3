import { throughClient } from '../conformance/client.ts'
import { byColumns } from '../conformance/columns.ts'
import { conformance } from '../conformance/conformance.ts'
import { byBegin, inTransaction } from '../conformance/in-transaction.ts'
import { runCases } from './run-cases.ts'
import { syncCases } from './sync-cases.ts'
import { type Database, syncEngine } from './sync-engine.ts'

/** Runs the suite on a runtime's own SQLite, and prints what came of it. */
export async function runSuite(
  name: string,
  createAuth: unknown,
  make: () => Database,
  drizzle: (client: never, config?: object) => unknown,
): Promise<void> {
  const engine = syncEngine(name, createAuth, make)
  const client = { dialect: 'sqlite', drizzle } as const
  await runCases(() => {
    conformance(engine)
    conformance(throughClient(engine, client))
    conformance(inTransaction(engine, client, byBegin))
    byColumns(engine)
    syncCases(engine, drizzle)
  })
}

import { pg as adapter } from '@lucia-auth/adapter-postgresql'
import type { Pool } from 'pg'
import { throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import type { Engine } from './conformance/engine.ts'
import { inTransaction } from './conformance/in-transaction.ts'
import { officially } from './conformance/official.ts'
import { shared } from './conformance/shared.ts'
import { engineOf } from './drivers/engine.ts'
import { pgClient, pgPool, pgPoolClient } from './drivers/pg.ts'

const pool = engineOf(pgPool)

/** Waits for what the official adapter does not wait for, its `ROLLBACK` (V5), on each connection. */
const settled: Engine = {
  ...pool,
  async open(...asked) {
    const database = await pool.open(...asked)
    const { handle }: { handle: Pool } = database
    return {
      ...database,
      async close() {
        const clients = await Promise.all(Array.from({ length: 5 }, () => handle.connect()))
        for (const client of clients) {
          await client.query('select 1')
          client.release()
        }
        await database.close()
      },
    }
  },
}

conformance(pool)
conformance(throughClient(shared(pool), pgPool))
conformance(inTransaction(shared(pool), pgPool))
officially(settled, adapter)
byColumns(pool)
conformance(engineOf(pgClient))
conformance(engineOf(pgPoolClient))

import type { FullQueryResults, NeonQueryFunction } from '@neondatabase/serverless'
import type { Statement, Traits } from '../driver.ts'
import { postgresCalls, rowsOf } from './own-calls.ts'
import { postgresTraits } from './traits.ts'

/** A Drizzle client for Neon over HTTP, as far as it matters here. */
interface Client {
  $client: NeonQueryFunction<true, true>
  execute(statement: unknown): PromiseLike<unknown>
  batch(statements: Statement[]): Promise<unknown>
}

const asArrays = { arrayMode: true, fullResults: true } as const

/** The traits of Neon over HTTP: several statements are one request, and the app has no transaction. */
export function neonHttpTraits(client: object): Traits {
  const db = client as Client
  const traits = postgresTraits(
    db,
    postgresCalls(async ({ sql, params }) => rowsOf(await db.$client.query(sql, params, asArrays))),
    (result) => (result as FullQueryResults<false>).rowCount,
  )
  return {
    ...traits,
    atomically(build) {
      const [first, ...others] = build(traits.db)
      return others.length === 0 ? first : db.batch([first, ...others])
    },
    endsTransaction: undefined,
  }
}

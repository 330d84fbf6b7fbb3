import type { Sql } from 'postgres'
import type { Traits } from '../driver.ts'
import { connectionOf, onConnection } from '../drizzle/client.ts'
import { leavesJson } from './json-texts.ts'
import { inOneTrip, namesOn } from './one-trip.ts'
import { postgresCalls } from './own-calls.ts'
import { textTypesOf, withTextDates } from './text-dates.ts'
import { type PostgresDatabase, postgresTraits } from './traits.ts'

/** The traits of postgres.js: each call is one round trip, and lookups have names where they are safe. */
export function postgresJsTraits(db: PostgresDatabase): Traits {
  const connection = connectionOf(db)
  const { $client = connection } = db as { $client?: object }
  const isOfApp = connection === $client
  const client = inOneTrip($client, isOfApp && leavesJson(db) ? /^select/i : undefined)
  const traits = postgresTraits(
    // What is made here, and not by the app, does not change the parsers of the app's client.
    onConnection(db, isOfApp ? client : withTextDates(client, textTypesOf(connection))),
    postgresCalls(async ({ sql, params }) => {
      const rows = await ($client as Sql).unsafe(sql, params as never[]).values()
      return { columns: rows.columns.map(({ name }) => name), rows }
    }),
    (result) => (result as { count: number }).count,
  )
  return { ...traits, ...namesOn($client) }
}

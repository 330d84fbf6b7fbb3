import { DrizzleQueryError } from 'drizzle-orm'
import type { OwnCalls, Query } from '../driver.ts'

/** Runs a body in a transaction, with the connection that has it. */
type Transact<Connection> = (body: (connection: Connection) => Promise<void>) => Promise<void>

/** The calls of a MySQL driver: several writes are a transaction. */
export function mysqlCalls<Connection>(
  client: Connection,
  read: OwnCalls['read'],
  run: (connection: Connection, query: Query) => Promise<unknown>,
  transact: Transact<Connection>,
): OwnCalls {
  return {
    read,
    async write(queries) {
      const [query, another] = queries
      if (query && !another) await run(client, query)
      else {
        await transact(async (connection) => {
          for (const each of queries) await named(each.sql, run(connection, each))
        })
      }
    },
  }
}

/** Some servers do not say which table an error is of, but the statement does. */
async function named(statement: string, running: Promise<unknown>): Promise<void> {
  try {
    await running
  } catch (cause) {
    throw cause instanceof Error ? new DrizzleQueryError(statement, [], cause) : cause
  }
}

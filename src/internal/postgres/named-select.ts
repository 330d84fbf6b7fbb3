import { hashQuery } from 'drizzle-orm/cache/core'
import { driverError } from '../adapter/violation.ts'
import type { PreparedSelect, Select } from '../driver.ts'

/**
 * A lookup under a name, for a pool of PostgreSQL connections: each of them parses and plans it once,
 * which is most of what it costs. The name is a hash of its text, so that a connection that somebody
 * else has used before, behind a pooler, knows no other statement by it. Not for a single client: a
 * name that is lost would abort the transaction that the client may be in.
 */
export function namedSelect<Row>(select: Select<Row>): PreparedSelect<Row> {
  let prepared: Promise<PreparedSelect<Row>> | undefined
  return {
    async execute(values) {
      prepared ??= hashQuery(select.toSQL().sql, []).then((hash) =>
        select.prepare(hash.slice(0, 32)),
      )
      try {
        return await (await prepared).execute(values)
      } catch (error) {
        if (!hasLostName(driverError(error))) throw error
        const unnamed = select._prepare()
        prepared = Promise.resolve(unnamed)
        return await unnamed.execute(values)
      }
    },
  }
}

/**
 * Whether a name is unknown, or taken, since a pooler has changed the connection, or has a plan from
 * before a migration. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function hasLostName(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown }
  return code === '26000' || code === '42P05' || code === '0A000'
}

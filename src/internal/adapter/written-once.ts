import type { SQL } from 'drizzle-orm'
import type { DrizzleClient, Query } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'

/** What Drizzle's statements and clients have in common at run time: what runs and what writes them. */
interface Parts {
  session?: object
  dialect?: Dialect
  getSQL(...args: unknown[]): SQL
}

/** What makes a text and parameters of SQL. */
export interface Dialect {
  casing?: { convert?: unknown }
  sqlToQuery(sql: SQL): Query
}

interface Known {
  session: unknown
  casing: unknown
  statement: object
}

/** How many statements are kept for a schema: those of inserts depend on attributes. */
const most = 100

const known = /* @__PURE__ */ new WeakMap<AuthSchema, Map<string, Known>>()

/**
 * A statement for a client, written when the first client of its kind needs it. Drizzle writes the
 * text anew for each client, which takes several times as long as a session check, and a Worker may
 * have a client for each request: of D1's sessions, or of a pool of its own. What is kept is the
 * statement without the client, and with the text that it was given.
 */
export function writtenOnce<Written extends object>(
  schema: AuthSchema,
  db: DrizzleClient,
  name: string,
  write: () => Written,
): Written {
  const { session, dialect } = db as unknown as Parts
  const kind = { session: session?.constructor, casing: dialect?.casing?.convert }
  const ofSchema = known.get(schema) ?? new Map<string, Known>()
  let found = ofSchema.get(name)
  if (!found || found.session !== kind.session || found.casing !== kind.casing) {
    if (ofSchema.size === most) ofSchema.clear()
    found = { ...kind, statement: withoutClient(write()) }
    known.set(schema, ofSchema.set(name, found))
  }
  return Object.assign(Object.create(found.statement), { session })
}

function withoutClient(statement: object): object {
  // Functions of its own would be bound to it, and to its client.
  const data = Object.entries(statement).filter(([, value]) => typeof value !== 'function')
  const { session, dialect, ...parts } = Object.fromEntries(data)
  const { getSQL } = statement as Parts
  const { sqlToQuery } = dialect as Dialect
  let sql: SQL | undefined
  let query: Query | undefined
  return Object.assign(Object.create(Object.getPrototypeOf(statement)), parts, {
    getSQL(...args: unknown[]) {
      sql ??= getSQL.apply(this, args)
      return sql
    },
    dialect: Object.assign(Object.create(dialect), {
      sqlToQuery(written: SQL) {
        query ??= sqlToQuery.call(dialect, written)
        return query
      },
    }),
  })
}

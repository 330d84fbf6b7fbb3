import type { DrizzleClient, Select } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'

/** What Drizzle's selects and clients have in common at run time: what runs and what writes them. */
interface Parts {
  session?: object
  dialect?: Dialect
  getSQL(...args: unknown[]): unknown
}

interface Dialect {
  casing?: { convert?: unknown }
  sqlToQuery(sql: unknown): unknown
}

interface Known {
  session: unknown
  casing: unknown
  select: object
}

const known = /* @__PURE__ */ new WeakMap<AuthSchema, Map<string, Known>>()

/**
 * A select for a client, written when the first client of its kind needs it. Drizzle writes the text
 * of a select anew for each client, which takes several times as long as a session check, and a
 * Worker may have a client for each request: of D1's sessions, or of a pool of its own. What is kept
 * is the select without the client, and with the text that it was given.
 */
export function writtenOnce<Row>(
  schema: AuthSchema,
  db: DrizzleClient,
  name: string,
  write: () => Select<Row>,
): Select<Row> {
  const { session, dialect } = db as unknown as Parts
  const kind = { session: session?.constructor, casing: dialect?.casing?.convert }
  const ofSchema = known.get(schema) ?? new Map<string, Known>()
  let found = ofSchema.get(name)
  if (!found || found.session !== kind.session || found.casing !== kind.casing) {
    found = { ...kind, select: withoutClient(write()) }
    known.set(schema, ofSchema.set(name, found))
  }
  return Object.assign(Object.create(found.select), { session })
}

function withoutClient(select: object): object {
  // Functions of its own would be bound to it, and to its client.
  const data = Object.entries(select).filter(([, value]) => typeof value !== 'function')
  const { session, dialect, ...parts } = Object.fromEntries(data)
  const { getSQL } = select as Parts
  const { sqlToQuery } = dialect as Dialect
  let sql: unknown
  let query: unknown
  return Object.assign(Object.create(Object.getPrototypeOf(select)), parts, {
    getSQL(...args: unknown[]) {
      sql ??= getSQL.apply(this, args)
      return sql
    },
    dialect: Object.assign(Object.create(dialect), {
      sqlToQuery(written: unknown) {
        query ??= sqlToQuery.call(dialect, written)
        return query
      },
    }),
  })
}

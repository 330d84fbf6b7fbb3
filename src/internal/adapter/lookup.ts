import { eq, sql } from 'drizzle-orm'
import type { PreparedSelect, Traits } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { luciaTable } from '../schema/lucia-table.ts'

/** What is looked up by one id: a row of a table, or a session with its user. */
type Name = keyof AuthSchema | 'sessionAndUser'

/** Looks up by id, by Lucia's names for the columns. It is no promise where the driver gives none. */
export type Lookup = <Row>(name: Name, id: string) => PromiseLike<Row | undefined> | Row | undefined

/** Looks up with one statement each, which is prepared when it is first needed. */
export function createLookup(schema: AuthSchema, traits: Traits): Lookup {
  const prepared: { [Key in Name]?: PreparedSelect<unknown> } = {}
  return function lookUp<Row>(name: Name, id: string) {
    prepared[name] ??= prepare(schema, traits, name)
    const select = prepared[name] as PreparedSelect<Row>
    return select.get ? select.get({ id }) : select.execute({ id }).then(([row]) => row)
  }
}

function prepare(schema: AuthSchema, traits: Traits, name: Name): PreparedSelect<unknown> {
  const { db, prepare } = traits
  const select = name === 'sessionAndUser' ? sessionAndUser(schema, db) : row(schema, db, name)
  return prepare?.(select) ?? select.prepare()
}

/** The session check: session and user in one join. */
function sessionAndUser({ session, user }: AuthSchema, db: Traits['db']) {
  return db
    .select({
      session: luciaTable('session', session).fields,
      user: luciaTable('user', user).fields,
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(eq(session.id, sql.placeholder('id')))
}

function row(schema: AuthSchema, db: Traits['db'], part: keyof AuthSchema) {
  const table = schema[part]
  const { fields } = luciaTable(part, table)
  return db
    .select(fields)
    .from(table)
    .where(eq(table.id, sql.placeholder('id')))
}

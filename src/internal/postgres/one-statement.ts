import { getTableColumns, getTableName, getTableUniqueName } from 'drizzle-orm'
import { type SessionAndUser, sessionAndUser } from '../adapter/lookup.ts'
import type { DrizzleClient, Statement, Traits } from '../driver.ts'

/** A Drizzle client for PostgreSQL, with its common table expressions. */
interface ExpressionClient extends DrizzleClient {
  $with(name: string, fields: object): { as(statement: Statement): object }
  with(expression: object): Pick<DrizzleClient, 'select'>
}

/**
 * Stores a session and reads it with its user in one statement: the insert is a common table
 * expression by the name of the session table, and so what the select then takes for that table.
 * A table of another schema than the first goes by two names, and takes two statements.
 */
export function sessionInOneStatement(database: object): NonNullable<Traits['addSession']> {
  const db = database as ExpressionClient
  return async (insert, schema, { id }) => {
    const { session } = schema
    const name = getTableName(session)
    const inserting =
      getTableUniqueName(session) === `public.${name}` &&
      insert.returning?.(getTableColumns(session))
    if (!inserting) await insert
    const from = inserting ? db.with(db.$with(name, {}).as(inserting)) : db
    const [row] = await sessionAndUser<SessionAndUser>(schema, from, id)
    return row && [row.session, row.user]
  }
}

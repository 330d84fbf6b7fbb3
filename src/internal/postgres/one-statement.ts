import { getTableColumns, getTableName, getTableUniqueName, sql } from 'drizzle-orm'
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
  return async (ofInsert, schema) => {
    const { session } = schema
    const name = getTableName(session)
    const isOne = getTableUniqueName(session) === `public.${name}`
    if (!isOne) await ofInsert('inserted', (insert) => insert())
    const [row] = await ofInsert('inserting', (insert, { id }) => {
      const inserting = isOne && insert().returning?.(getTableColumns(session))
      const from = inserting ? db.with(db.$with(name, {}).as(inserting)) : db
      return sessionAndUser<SessionAndUser>(schema, from, sql.param(id, session.id))
    })
    return row && [row.session, row.user]
  }
}

import { queryOf } from '../apps/query.ts'

/** How many connections there are to a database of PostgreSQL, MySQL or MariaDB, but for this one's. */
export async function connectionsTo(url: string): Promise<number> {
  const others = url.startsWith('mysql')
    ? `SELECT id FROM information_schema.processlist
       WHERE db = database() AND id <> connection_id()`
    : `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`
  return (await queryOf(url)(others)).length
}

/** How many connections to a PostgreSQL database have ended without a farewell of the client. */
export async function connectionsLost(url: string): Promise<number> {
  const lost = 'SELECT sessions_abandoned FROM pg_stat_database WHERE datname = current_database()'
  const [row] = (await queryOf(url)(lost)) as { sessions_abandoned: string }[]
  return Number(row?.sessions_abandoned)
}

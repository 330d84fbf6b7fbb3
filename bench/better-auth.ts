import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import Database from 'better-sqlite3'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { postgresTables, sqliteTables } from '../test/ddl.ts'
import { createDatabase } from '../test/servers/database.ts'
import { startPostgres } from '../test/servers/postgres.ts'
import { postgresSchema } from './better-auth-tables.ts'
import { schema as sqliteSchema } from './size/apps/better-auth.ts'

/** better-auth's session check over Drizzle, on the tables that it asks for. */
export interface BetterAuth {
  check(): Promise<unknown>
  close(): Promise<unknown>
}

/** The drivers that it is compared on. */
export const betterAuths: Record<string, () => Promise<BetterAuth>> = {
  async 'better-sqlite3'() {
    const database = new Database(':memory:')
    for (const statement of await sqliteTables(sqliteSchema)) database.exec(statement)
    const adapter = drizzleAdapter(drizzleSqlite({ client: database }), {
      provider: 'sqlite',
      schema: sqliteSchema,
    })
    return { check: await signIn(adapter), close: async () => database.close() }
  },

  async pg() {
    const server = await startPostgres()
    const { url, drop } = await createDatabase(server.url)
    const pool = new pg.Pool({ connectionString: url, max: 10 })
    for (const statement of await postgresTables(postgresSchema)) await pool.query(statement)
    const adapter = drizzleAdapter(drizzlePostgres({ client: pool }), {
      provider: 'pg',
      schema: postgresSchema,
    })
    return { check: await signIn(adapter), close: () => pool.end().then(drop).then(server.stop) }
  },
}

/** Signs somebody up, and resolves to the check of that session. */
async function signIn(database: ReturnType<typeof drizzleAdapter>) {
  const { api } = betterAuth({
    database,
    emailAndPassword: { enabled: true },
    secret: 'a secret of thirty-two characters',
    baseURL: 'http://localhost',
    logger: { disabled: true },
  })
  const body = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }
  const response = await api.signUpEmail({ body, asResponse: true })
  const [cookie = ''] = response.headers.getSetCookie()
  const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' })
  if ((await api.getSession({ headers })) === null) throw new Error('better-auth has no session')
  return () => api.getSession({ headers })
}

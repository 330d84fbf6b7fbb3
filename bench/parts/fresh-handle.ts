// What a request costs that has a handle of its own: the set-up with its first session check.
import { pg as pgAdapter } from '@lucia-auth/adapter-postgresql'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/node-postgres'
import { lucia } from 'lucia'
import pg from 'pg'
import { createAuth } from '../../src/d1.ts'
import { createAuth as createPgAuth } from '../../src/pg.ts'
import { postgresTables, sqliteTables } from '../../test/ddl.ts'
import { schemas as postgresSchemas } from '../../test/fixtures/postgres.ts'
import { createDatabase } from '../../test/servers/database.ts'
import { startPostgres } from '../../test/servers/postgres.ts'
import { byHand, options, tableNames } from '../by-hand.ts'
import { d1Binding } from '../d1-binding.ts'
import { inTurns, report } from '../measure.ts'

const database = new Database(':memory:')
for (const statement of await sqliteTables(options.schema)) database.exec(statement)
const keptBinding = d1Binding(database)
const kept = createAuth(keptBinding, options).auth
const later = Date.now() + 1e9
database.exec(`insert into user values ('anna', 'anna')`)
database.exec(`insert into user_session values ('one', 'anna', ${later}, ${later}, null)`)
/** Another handle of the same database, as each request has its `env.DB`. */
const another = () => Object.create(keptBinding) as never
report({
  name: 'createAuth with the first session check, a fresh handle',
  unit: 'microseconds of CPU',
  figures: await inTurns(
    {
      'lucia-setup': () => createAuth(another(), options).auth.validateSession('one'),
      'lucia-setup, kept handle': () => kept.validateSession('one'),
      'by hand, fresh handle': () => byHand(another()).auth.validateSession('one'),
    },
    { ofProcess: true },
  ),
  targets: [{ against: 'by hand, fresh handle', atMost: 2 }],
})

const { withSession } = keptBinding as { withSession(): never }
report({
  name: 'createAuth with the first session check, withSession() of D1 for each request',
  unit: 'microseconds of CPU',
  figures: await inTurns(
    {
      'lucia-setup': () => createAuth(withSession(), options).auth.validateSession('one'),
      'by hand': () => byHand(withSession()).auth.validateSession('one'),
    },
    { ofProcess: true },
  ),
  targets: [{ against: 'by hand', atMost: 2 }],
})

const { url, close, schema: pgSchema } = await postgresWithSession('one', later)
const pgOptions = { schema: pgSchema, env: 'DEV' as const }
/** What a request does with a pool of its own: over Hyperdrive, say. */
async function withPool(check: (pool: pg.Pool) => Promise<unknown>): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  await check(pool)
  await pool.end()
}
function pgByHand(pool: pg.Pool) {
  const db = drizzle(pool, { schema: pgSchema })
  const auth = lucia({ adapter: pgAdapter(pool, tableNames), env: 'DEV' })
  return { auth, db }
}
report({
  name: 'createAuth with the first session check, a pg Pool for each request',
  unit: 'microseconds of CPU, of the connection too',
  figures: await inTurns(
    {
      'lucia-setup': () =>
        withPool((pool) => createPgAuth(pool, pgOptions).auth.validateSession('one')),
      'by hand': () => withPool((pool) => pgByHand(pool).auth.validateSession('one')),
    },
    { ofProcess: true },
  ),
  targets: [{ against: 'by hand', atMost: 3 }],
})
await close()

/** A PostgreSQL with the tables, a user and a session. */
async function postgresWithSession(id: string, expires: number) {
  const server = await startPostgres()
  const { url, drop } = await createDatabase(server.url)
  const { lucia: schema } = postgresSchemas
  const pool = new pg.Pool({ connectionString: url })
  for (const statement of await postgresTables(schema)) await pool.query(statement)
  await pool.query(`insert into "user" values ('anna', 'anna')`)
  await pool.query(`insert into user_session values ($1, 'anna', $2, $2)`, [id, expires])
  await pool.end()
  return { url, schema, close: () => drop().then(server.stop) }
}

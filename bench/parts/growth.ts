// How the work grows with the number of sessions, with the indexes of `createSchema()` and on the
// tables of Lucia's documentation, which have none. Ten sessions for each user, 100 are over.
// The largest table has 10^5 rows, or as many as are asked for: npm run bench -- --rows 1e7
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Auth as LuciaAuth } from 'lucia'
import pg from 'pg'
import { createAuth as createBetterSqlite3Auth } from '../../src/better-sqlite3.ts'
import { createAuth as createPgAuth } from '../../src/pg.ts'
import { postgresTables, sqliteTables } from '../../test/ddl.ts'
import { schemas as postgresSchemas } from '../../test/fixtures/postgres.ts'
import { schemas as sqliteSchemas } from '../../test/fixtures/sqlite.ts'
import { createDatabase } from '../../test/servers/database.ts'
import { startPostgres } from '../../test/servers/postgres.ts'
import { type Figures, inTurns, report } from '../measure.ts'

interface Engine {
  name: string
  /** The statements of `createSchema()`'s tables. */
  statements: string[]
  run(sql: string): unknown
  /** A number as an id, as `idOf` makes one. */
  idSql(number: string): string
  auth: LuciaAuth
  close(): Promise<unknown>
}

const largest = Number(process.argv[2] ?? 1e5)
const sizes = [1e3, 1e5, 1e7].filter((rows) => rows < largest).concat(largest)

async function openSqlite(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-growth-'))
  const database = new Database(join(folder, 'app.db'))
  const { auth } = createBetterSqlite3Auth(database, { schema: sqliteSchemas.lucia, env: 'DEV' })
  // The tables are filled without looking up each session's user.
  for (const pragma of ['journal_mode = wal', 'synchronous = off', 'foreign_keys = off']) {
    database.pragma(pragma)
  }
  return {
    name: 'SQLite',
    statements: await sqliteTables(sqliteSchemas.lucia),
    run: (sql) => database.exec(sql),
    idSql: (number) => `printf('%040d', ${number})`,
    auth: auth as unknown as LuciaAuth,
    async close() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function openPostgres(): Promise<Engine> {
  const server = await startPostgres()
  const { url, drop } = await createDatabase(server.url)
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const { auth } = createPgAuth(pool, { schema: postgresSchemas.lucia, env: 'DEV' })
  const statements = await postgresTables(postgresSchemas.lucia)
  return {
    name: 'PostgreSQL',
    statements: statements.filter((statement) => !statement.includes('FOREIGN KEY')),
    run: (sql) => pool.query(sql),
    idSql: (number) => `lpad((${number})::text, 40, '0')`,
    auth: auth as unknown as LuciaAuth,
    close: () => pool.end().then(drop).then(server.stop),
  }
}

// Not over before the run is.
const later = Date.now() + 1e9

const isIndex = (statement: string) => /^create index/i.test(statement)

/** An id as long as Lucia's. */
const idOf = (number: number) => String(number).padStart(40, '0')

async function fill({ statements, run, idSql }: Engine, rows: number): Promise<void> {
  for (const table of ['user', 'user_session', 'user_key']) {
    await run(`drop table if exists "${table}"`)
  }
  for (const statement of statements) if (!isIndex(statement)) await run(statement)
  const numbers = `with recursive numbers(n) as
    (select 0 union all select n + 1 from numbers where n + 1 < ${rows})`
  await run(`${numbers} insert into "user" (id, username)
    select ${idSql('n')}, 'user ' || n from numbers where n < ${rows / 10}`)
  await run(`${numbers} insert into user_session (id, user_id, active_expires, idle_expires)
    select ${idSql('n')}, ${idSql(`n % ${rows / 10}`)}, ${later}, ${later} from numbers`)
  await run('analyze')
}

/** Milliseconds of calls of the same work, each after its preparation: fewer where it is slow. */
async function each(work: () => unknown, before: () => unknown = () => {}): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + 3_000
  while (times.length < 4 || (times.length < 20 && performance.now() < end)) {
    await before()
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.slice(1)
}

async function measureAt({ auth, run }: Engine, rows: number): Promise<Record<string, number[]>> {
  let next = 0
  const random = () => {
    next = (next + 7_919) % rows
    return idOf(next)
  }
  const insert = (count: number, userId: string, expires: number) => {
    const row = (_: unknown, row: number) => `('new ${row}', '${userId}', ${expires}, ${expires})`
    return run(`insert into user_session (id, user_id, active_expires, idle_expires)
      values ${Array.from({ length: count }, row).join(', ')}`)
  }
  const { check = [] } = await inTurns(
    { check: () => auth.validateSession(random()) },
    { rounds: 9 },
  )
  return {
    'session check': check.map((microseconds) => microseconds / 1000),
    'all sessions of a user': await each(() => auth.getAllUserSessions(idOf(next++ % (rows / 10)))),
    'deletion of all sessions of a user': await each(
      () => auth.invalidateAllUserSessions('one more'),
      () => insert(10, 'one more', later),
    ),
    'deletion of 100 expired sessions': await each(
      () => (auth as unknown as { deleteExpiredSessions(): unknown }).deleteExpiredSessions(),
      () => insert(100, idOf(0), 1),
    ),
  }
}

for (const open of [openSqlite, openPostgres]) {
  const engine = await open()
  const operations: Record<string, Figures> = {}
  const label = (rows: number) => `10^${Math.log10(rows)} rows`
  for (const rows of sizes) {
    await fill(engine, rows)
    const without = await measureAt(engine, rows)
    for (const statement of engine.statements) if (isIndex(statement)) await engine.run(statement)
    await engine.run('analyze')
    for (const [operation, times] of Object.entries(await measureAt(engine, rows))) {
      operations[operation] = {
        [label(rows)]: times,
        ...operations[operation],
        [`${label(rows)}, no indexes`]: without[operation] ?? [],
      }
    }
  }
  for (const [operation, figures] of Object.entries(operations)) {
    report({
      name: `growth, ${operation}, ${engine.name}`,
      unit: 'milliseconds',
      figures,
      targets: [{ against: '10^3 rows', atMost: 2 }],
    })
  }
  await engine.close()
}
process.exit()

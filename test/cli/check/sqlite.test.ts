import Database from 'better-sqlite3'
import { createSchema } from '../../../src/schema/sqlite.ts'
import { sqliteTables } from '../../ddl.ts'
import { openSqliteFile } from '../../drivers/sqlite-file.ts'
import { sqliteFixtures } from '../../existing/sqlite.ts'
import { installedBun, installedNode } from '../../runtimes/installed.ts'
import { startLibsql } from '../../servers/libsql.ts'
import { rowFaults } from './rows.ts'
import { type CheckedSubject, checkCases, type Fault } from './subject.ts'

const missing = [
  'missing-index user_session.user_id',
  'missing-index user_session.idle_expires',
  'missing-index user_key.user_id',
]

/** SQLite changes no column in place. */
const remake = (table: string, columns: string) => [
  `drop table ${table}`,
  `create table ${table} (${columns})`,
  ...['user_id', ...(table === 'user_session' ? ['idle_expires'] : [])].map(
    (column) => `create index ${table}_${column} on ${table} (${column})`,
  ),
]
const session = (expiry: string) =>
  `id text primary key, user_id text not null, active_expires ${expiry}, idle_expires integer`

const faults: Fault[] = [
  {
    name: 'a table that is missing',
    plant: ['drop table user_key'],
    found: ['missing-table user_key'],
    cured: false,
  },
  {
    name: 'a column that is missing',
    plant: ['alter table user_key drop column hashed_password'],
    found: ['missing-column user_key.hashed_password'],
  },
  {
    name: 'indexes that are missing',
    plant: ['drop index user_key_user_id_index', 'drop index user_session_idle_expires_index'],
    found: ['missing-index user_session.idle_expires', 'missing-index user_key.user_id'],
  },
  {
    name: 'an index that leaves rows out',
    plant: [
      'drop index user_key_user_id_index',
      'create index partial on user_key (user_id) where hashed_password is null',
    ],
    found: ['missing-index user_key.user_id'],
  },
  {
    name: 'an id that is not unique',
    plant: remake('user_key', 'id text, user_id text, hashed_password text'),
    found: ['not-unique user_key.id'],
  },
  {
    name: 'key ids that ignore case',
    plant: remake(
      'user_key',
      'id text primary key collate nocase, user_id text, hashed_password text',
    ),
    found: ['ignores-case user_key.id'],
    cured: false,
  },
  {
    name: 'an id that becomes a number',
    plant: remake('user_key', 'id text primary key, user_id string, hashed_password text'),
    found: ['wrong-type user_key.user_id'],
    cured: false,
  },
  {
    name: 'an expiry of text',
    plant: remake('user_session', session('text')),
    found: ['wrong-type user_session.active_expires'],
  },
  {
    name: 'expiries that are stored as text or a blob',
    plant: [
      ...remake('user_session', session('blob')),
      `insert into user values ('anna')`,
      `insert into user_session values ('1', 'anna', 9e12, 9000000000000),
        ('2', 'anna', '9000000000000', 9000000000000),
        ('3', 'anna', x'39303030303030303030303030', 9000000000000)`,
    ],
    found: ['misstored-expiries user_session.active_expires'],
  },
  ...rowFaults('user'),
]

const subject = (name: string, packages: string[], some: Partial<CheckedSubject>) => ({
  name,
  packages,
  async open() {
    const { file, run, close } = await openSqliteFile()
    await run('pragma foreign_keys = off')
    return { args: [file], run, close }
  },
  documented: [],
  faults,
  ...some,
})

const healthy = await sqliteTables(createSchema())
const more = await sqliteTables(createSchema({ token: true, throttle: true }))
const documented = sqliteFixtures.map(({ name, statements, tableNames }) => {
  const named = Object.entries(tableNames).map(([part, table]) => `${part}=${table}`)
  const found = missing.map((line) =>
    line.replace('user_session', tableNames.session).replace('user_key', tableNames.key),
  )
  return { name, statements, found, args: ['--table-names', named.join(',')] }
})

checkCases({ ...subject('better-sqlite3', ['better-sqlite3'], { documented }), healthy, more })
checkCases({
  ...subject('a file with libSQL', ['@libsql/client'], { faults: rowFaults('user') }),
  healthy,
})
for (const [name, runtime] of [
  ['bun:sqlite', installedBun],
  ['node:sqlite', await installedNode()],
] as const) {
  checkCases({
    ...subject(`a file with ${name}`, [], { faults: rowFaults('user') }),
    runtime,
    healthy,
  })
}
checkCases({
  name: 'a server of libSQL',
  packages: ['@libsql/client'],
  healthy,
  documented: [],
  faults: faults.slice(2, 3),
  async open() {
    const server = await startLibsql()
    const database = new Database(server.file)
    return {
      args: [server.url],
      run: async (statement) => database.exec(statement),
      async close() {
        database.close()
        await server.stop()
      },
    }
  },
})

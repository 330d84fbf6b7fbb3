import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { vi } from 'vitest'
import { createSchema } from '../../../src/schema/postgres.ts'
import { postgresTables } from '../../ddl.ts'
import { postgresDatabase } from '../../drivers/database.ts'
import { postgresFixtures } from '../../existing/postgres.ts'
import { startNeon } from '../../servers/neon.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { rowFaults } from './rows.ts'
import { type CheckedSubject, checkCases, type Fault } from './subject.ts'

const alter = (table: string, column: string, type: string) =>
  `alter table ${table} alter column ${column} type ${type}`

const faults: Fault[] = [
  {
    name: 'a table that is missing',
    plant: ['drop table user_session'],
    found: ['missing-table user_session'],
    cured: false,
  },
  {
    name: 'a column that is missing',
    plant: ['alter table user_key drop column hashed_password'],
    found: ['missing-column user_key.hashed_password'],
  },
  {
    name: 'ids and hashes that are too short',
    plant: [
      alter('user_key', 'id', 'varchar(10)'),
      alter('user_key', 'hashed_password', 'varchar(147)'),
      alter('user_session', 'id', 'varchar(39)'),
      alter('auth_user', 'id', 'varchar(14)'),
    ],
    found: [
      'too-short auth_user.id',
      'too-short user_session.id',
      'too-short user_key.id',
      'too-short user_key.hashed_password',
    ],
  },
  {
    name: 'ids of a domain that is too short',
    plant: ['create domain short_text as varchar(10)', alter('user_key', 'id', 'short_text')],
    found: ['too-short user_key.id'],
  },
  {
    name: 'expiries of 4 bytes and of text',
    plant: [
      alter('user_session', 'active_expires', 'integer'),
      alter('user_session', 'idle_expires', 'text'),
    ],
    found: ['wrong-type user_session.active_expires', 'wrong-type user_session.idle_expires'],
  },
  {
    name: 'ids that are padded',
    plant: [alter('user_session', 'id', 'char(40)')],
    found: ['wrong-type user_session.id'],
  },
  {
    name: 'key ids of citext',
    plant: ['create extension citext', alter('user_key', 'id', 'citext')],
    found: ['ignores-case user_key.id'],
  },
  {
    name: 'indexes that are missing, or leave rows out',
    plant: [
      'drop index user_session_idle_expires_index',
      'drop index user_key_user_id_index',
      'create index part on user_key (user_id) where hashed_password is null',
    ],
    found: ['missing-index user_session.idle_expires', 'missing-index user_key.user_id'],
  },
  {
    name: "tables that an API's public roles may read, with row security off",
    plant: [
      ...['anon', 'authenticated'].map(
        (role) =>
          `do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$`,
      ),
      'grant select on user_session to anon',
      'grant update on auth_user, user_key to authenticated, anon',
      'alter table user_key enable row level security',
    ],
    found: ['exposed auth_user', 'exposed user_session'],
  },
  ...rowFaults('auth_user').map((fault) => ({
    ...fault,
    plant: [
      'alter table user_session drop constraint user_session_user_id_auth_user_id_fk',
      'alter table user_key drop constraint user_key_user_id_auth_user_id_fk',
      ...fault.plant,
    ],
  })),
]

async function open() {
  const { url, run, drop } = await postgresDatabase([])
  return { args: [url], run, close: drop }
}

const documented = postgresFixtures.map(({ name, statements, tableNames }) => {
  const { user, session, key } = tableNames
  const found = ['session.user_id', 'session.idle_expires', 'key.user_id']
    .map((path) => `missing-index ${path}`)
    .map((line) => line.replace(' session', ` ${session}`).replace(' key', ` ${key}`))
    .map((line) => line.replace('app.', ''))
  return {
    name,
    statements,
    found,
    args: ['--table-names', `user=${user},session=${session},key=${key}`],
  }
})

const healthy = await postgresTables(createSchema())
const more = await postgresTables(createSchema({ token: true, throttle: true }))
const shared: Omit<CheckedSubject, 'name' | 'packages'> = { open, healthy, documented: [], faults }

checkCases({ name: 'pg', packages: ['pg'], ...shared, documented, more })
checkCases({
  name: 'postgres.js',
  packages: ['postgres'],
  ...shared,
  faults: rowFaults('auth_user').slice(1),
})
checkCases({
  name: 'Neon over HTTP',
  packages: ['@neondatabase/serverless'],
  ...shared,
  faults: rowFaults('auth_user').slice(1),
  async open() {
    const opened = await open()
    const { url, stop } = await startNeon(opened.args[0] ?? '')
    // The command knows the hosted service alone.
    const options = `--require ${fileURLToPath(import.meta.resolve('../../servers/neon-endpoint.cjs'))}`
    vi.stubEnv('NODE_OPTIONS', options)
    return {
      ...opened,
      args: [url],
      async close() {
        vi.unstubAllEnvs()
        await stop()
        await opened.close()
      },
    }
  },
})
checkCases({
  name: 'a folder of PGlite',
  packages: ['@electric-sql/pglite'],
  ...shared,
  faults: rowFaults('auth_user').slice(1),
  async open() {
    const folder = await temporaryFolder()
    const path = join(folder, 'data')
    const database = new PGlite(path)
    return {
      args: [path],
      run: (statements) => database.exec(statements),
      async close() {
        await database.close()
        await rm(folder, { recursive: true })
      },
    }
  },
})

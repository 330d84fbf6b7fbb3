import { createSchema } from '../../../src/schema/mysql.ts'
import { mysqlTables } from '../../ddl.ts'
import { mysqlDatabase } from '../../drivers/database.ts'
import { mysqlFixtures } from '../../existing/mysql.ts'
import { startPlanetscale } from '../../servers/planetscale.ts'
import { rowFaults } from './rows.ts'
import { checkCases, type Fault } from './subject.ts'

const modify = (table: string, column: string, type: string) =>
  `alter table ${table} modify ${column} ${type}`
const binary = 'character set utf8mb4 collate utf8mb4_bin not null'
const dropForeignKeys = ['user_session', 'user_key'].map(
  (table) => `alter table ${table} drop foreign key ${table}_user_id_auth_user_id_fk`,
)

const faults: Fault[] = [
  {
    name: 'a table that is missing',
    plant: ['drop table user_session'],
    found: ['missing-table user_session'],
    cured: false,
  },
  {
    name: 'a table of that name in another case',
    plant: ['rename table user_session to User_Session'],
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
      modify('user_key', 'id', `varchar(10) ${binary}`),
      modify('user_key', 'hashed_password', 'varchar(147)'),
      modify('user_session', 'id', 'varchar(39) not null'),
    ],
    found: [
      'too-short user_session.id',
      'too-short user_key.id',
      'too-short user_key.hashed_password',
    ],
  },
  {
    name: 'user ids that are too short',
    plant: [
      ...dropForeignKeys,
      modify('auth_user', 'id', 'varchar(14)'),
      modify('user_key', 'user_id', 'varchar(14)'),
    ],
    found: ['too-short auth_user.id', 'too-short user_key.user_id'],
  },
  {
    name: 'expiries of 4 bytes and of text',
    plant: [
      modify('user_session', 'active_expires', 'int unsigned'),
      modify('user_session', 'idle_expires', 'varchar(20)'),
    ],
    found: ['wrong-type user_session.active_expires', 'wrong-type user_session.idle_expires'],
  },
  {
    name: 'ids that come back as bytes',
    plant: [modify('user_session', 'id', 'varbinary(40)')],
    found: ['wrong-type user_session.id'],
  },
  {
    name: 'key ids of a collation that ignores case',
    plant: [
      modify('user_key', 'id', 'varchar(255) character set utf8mb4 collate utf8mb4_unicode_ci'),
    ],
    found: ['ignores-case user_key.id'],
  },
  {
    name: 'indexes that are missing',
    plant: [
      ...dropForeignKeys,
      'drop index user_session_idle_expires_index on user_session',
      'drop index user_key_user_id_index on user_key',
    ],
    found: ['missing-index user_session.idle_expires', 'missing-index user_key.user_id'],
  },
  ...rowFaults('auth_user').map((fault) => ({
    ...fault,
    plant: [...dropForeignKeys, ...fault.plant],
  })),
]

const documentedOf = (foreignKeys: boolean) =>
  mysqlFixtures({ foreignKeys }).map(({ name, statements, tableNames }) => {
    const { user, session, key } = tableNames
    return {
      name: `${name}, ${foreignKeys ? 'with' : 'without'} foreign keys`,
      statements,
      // MySQL makes an index for each foreign key. The tables have the collation of the database.
      found: [
        `ignores-case ${key}.id`,
        ...(foreignKeys ? [] : [`missing-index ${session}.user_id`]),
        `missing-index ${session}.idle_expires`,
        ...(foreignKeys ? [] : [`missing-index ${key}.user_id`]),
      ],
      args: ['--table-names', `user=${user},session=${session},key=${key}`],
    }
  })

/** What Prisma makes of Lucia's models: String is varchar(191), and user_id has an index. */
const prisma = {
  name: "Prisma's tables",
  statements: [
    'create table User (id varchar(191) primary key) character set utf8mb4 collate utf8mb4_unicode_ci',
    ...['Key', 'Session'].map(
      (name) => `create table \`${name}\` (
        id varchar(191) primary key, user_id varchar(191) not null, index (user_id),
        ${name === 'Key' ? 'hashed_password varchar(191)' : 'active_expires bigint not null, idle_expires bigint not null'},
        foreign key (user_id) references User (id) on delete cascade on update cascade
      ) default character set utf8mb4 collate utf8mb4_unicode_ci`,
    ),
  ],
  found: ['ignores-case Key.id', 'missing-index Session.idle_expires'],
  args: ['--table-names', 'user=User,session=Session,key=Key'],
}

async function open() {
  const { url, run, drop } = await mysqlDatabase([])
  return { args: [url], run, close: drop }
}

checkCases({
  name: 'mysql2',
  packages: ['mysql2'],
  healthy: await mysqlTables(createSchema()),
  more: await mysqlTables(createSchema({ token: true, throttle: true })),
  documented: [...documentedOf(true), ...documentedOf(false), prisma],
  faults,
  open,
})

checkCases({
  name: 'PlanetScale',
  packages: ['@planetscale/database'],
  healthy: await mysqlTables(createSchema({ foreignKeys: false })),
  documented: [],
  faults: rowFaults('auth_user'),
  async open() {
    const { args, run, close } = await open()
    const { url, stop } = await startPlanetscale(args[0] ?? '')
    return { args: [url], run, close: () => stop().then(close) }
  },
})

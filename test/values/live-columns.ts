import type { Dialect } from '../drivers/tables.ts'

/** Types as databases declare them, with a value of each as SQL. */
export type LiveTypes = Readonly<Record<string, string>>

const sqlite: LiveTypes = {
  INTEGER: '5',
  BIGINT: '9007199254740991',
  BOOLEAN: '1',
  TEXT: "'x'",
  'VARCHAR(255)': "'x'",
  REAL: '0.5',
  'DOUBLE PRECISION': '0.5',
  'DECIMAL(10,2)': '1.50',
  NUMERIC: '7',
  BLOB: "x'00ff'",
  DATETIME: "'2024-03-10 02:30:00'",
  TIMESTAMP: '1710000000000',
  JSON: `'{"a":1}'`,
}

const postgres: LiveTypes = {
  text: "'x'",
  'varchar(20)': "'x'",
  varchar: "'x'",
  'char(4)': "'x'",
  uuid: "'6f1d3a52-5f0c-4a63-9a6e-0d2f6a1b7c11'",
  mood: "'so so'",
  smallint: '1',
  integer: '2',
  bigint: '5',
  real: '0.5',
  'double precision': '0.5',
  numeric: '1.50',
  'numeric(10,2)': '1.5',
  boolean: 'true',
  timestamptz: "'2026-01-02 03:04:05.678+00'",
  'timestamptz(0)': "'2026-07-02 03:04:05+00'",
  timestamp: "'2026-01-02 03:04:05.678'",
  'timestamp(0)': "'2026-07-02 03:04:05'",
  date: "'2026-07-02'",
  time: "'12:00:00'",
  timetz: "'12:00:00+01'",
  json: `'{"a":1}'`,
  jsonb: `'"[1]"'`,
  bytea: "'\\x00ff'",
  inet: "'127.0.0.1'",
  cidr: "'10.0.0.0/8'",
  macaddr: "'08:00:2b:01:02:03'",
  'text[]': "'{a,b}'",
  'varchar(5)[]': "'{a}'",
  'integer[]': "'{1,2}'",
  'smallint[]': "'{1}'",
  'boolean[]': "'{t,f}'",
  'uuid[]': "'{6f1d3a52-5f0c-4a63-9a6e-0d2f6a1b7c11}'",
}

const mysql: LiveTypes = {
  'tinyint(1)': '1',
  tinyint: '1',
  smallint: '1',
  mediumint: '1',
  'int unsigned': '1',
  bigint: '5',
  'bigint unsigned': '5',
  'varchar(20)': "'x'",
  'char(4)': "'x'",
  tinytext: "'x'",
  text: "'x'",
  mediumtext: "'x'",
  longtext: "'x'",
  "enum('a','it''s')": `'it''s'`,
  "set('a','b')": "'a,b'",
  'decimal(10,2)': '1.5',
  float: '0.5',
  double: '0.5',
  datetime: "'2026-01-02 03:04:05'",
  'datetime(3)': "'2026-07-02 03:04:05.678'",
  'timestamp(3) null': "'2026-07-02 03:04:05.678'",
  date: "'2026-07-02'",
  time: "'12:00:00'",
  year: '2026',
  json: `'{"a":1}'`,
  blob: "x'00ff'",
  'varbinary(10)': "x'00ff'",
  'binary(2)': "x'00ff'",
}

export const liveTypes: Readonly<Record<Dialect, LiveTypes>> = { sqlite, postgres, mysql }

/** The statements that make Lucia's tables, with a column of each type in those of the users. */
export function liveTables(dialect: Dialect): string[] {
  const text = dialect === 'sqlite' ? 'text' : 'varchar(255)'
  const owned = `id ${text} primary key, user_id ${text} not null`
  const columns = Object.keys(liveTypes[dialect]).map((type, index) => `c${index} ${type}`)
  return [
    ...(dialect === 'postgres' ? ["create type mood as enum ('so so', 'well')"] : []),
    `create table users (id ${text} primary key, ${columns.join(', ')})`,
    `create table sessions (${owned}, active_expires bigint not null, idle_expires bigint not null)`,
    `create table user_keys (${owned}, hashed_password varchar(255))`,
  ]
}

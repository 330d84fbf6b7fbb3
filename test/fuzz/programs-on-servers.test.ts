import mysql from 'mysql2/promise'
import pg from 'pg'
import { createAuth as createMysql2Auth } from '../../src/mysql2.ts'
import { createAuth as createPgAuth } from '../../src/pg.ts'
import { mysqlEngine } from '../conformance/mysql.ts'
import { postgresEngine } from '../conformance/postgres.ts'
import { schemas } from '../fixtures/mysql.ts'
import { programs } from './programs.ts'

const runs = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 15_000) / 75)

programs(
  mysqlEngine('a mysql2 Pool', createMysql2Auth, schemas, (uri) => {
    const pool = mysql.createPool({ uri, connectionLimit: 2 })
    return { handle: pool, close: () => pool.end() }
  }),
  runs,
)

programs(
  postgresEngine('a pg Pool', createPgAuth, (connectionString) => {
    const pool = new pg.Pool({ connectionString, max: 2 })
    pool.on('error', () => {})
    return { handle: pool, close: () => pool.end() }
  }),
  runs,
)

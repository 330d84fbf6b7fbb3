import mysql, { type ConnectionOptions } from 'mysql2/promise'
import { createAuth } from '../../src/mysql2.ts'
import { schemas } from '../fixtures/mysql.ts'
import { testWorker } from './test-worker.ts'

export default testWorker({
  createAuth,
  schemas,
  handles: {
    async 'a mysql2 Connection'(url) {
      const connection = await mysql.createConnection(optionsOf(url))
      return { handle: connection, close: () => connection.end() }
    },
    'a mysql2 Pool'(url) {
      const pool = mysql.createPool({ ...optionsOf(url), connectionLimit: 5 })
      return { handle: pool, close: () => pool.end() }
    },
  },
})

/** Not `uri`: Hyperdrive's address has a parameter that mysql2 does not know. */
function optionsOf(url: string): ConnectionOptions {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    host: hostname,
    port: Number(port),
    user: username,
    password,
    database: pathname.slice(1),
    disableEval: true,
    supportBigNumbers: true,
  }
}

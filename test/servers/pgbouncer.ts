import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { findProgram, requireBinaries } from './binaries.ts'
import { startGuarded, type TestServer } from './guarded-server.ts'

/**
 * PgBouncer in transaction mode in front of a PostgreSQL server, with so many connections to it: an
 * installed one, else Debian's package. A client has another connection with each statement.
 */
export async function startPgBouncer(postgresUrl: string, size: number): Promise<TestServer> {
  const { hostname, port: serverPort, username, password, pathname } = new URL(postgresUrl)
  const program = await requireBinaries({ name: 'PgBouncer', packages: ['pgbouncer'] }, () =>
    findProgram(['pgbouncer'], ['/usr/sbin']),
  )
  const database = `* = host=${hostname} port=${serverPort} user=${username} password=${password}`
  return startGuarded({
    name: 'PgBouncer',
    accounts: ['postgres', 'nobody'],
    signal: 'TERM',
    async commands(folder, port) {
      const file = join(folder, 'pgbouncer.ini')
      await writeFile(file, configuration(database, port, size))
      return { setup: ['true'], server: [program, file] }
    },
    url: (port) => `postgres://postgres@127.0.0.1:${port}${pathname}`,
    async probe(url) {
      const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
      await client.connect()
      await client.query('select 1')
      await client.end()
    },
  })
}

function configuration(database: string, port: number, size: number): string {
  const values = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: 'transaction',
    default_pool_size: size,
  }
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${value}`)
  return ['[databases]', database, '[pgbouncer]', ...lines, ''].join('\n')
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram, requireBinaries } from './binaries.ts'
import { startGuarded, type TestServer } from './guarded-server.ts'
import { probePostgres } from './postgres.ts'

/**
 * PgBouncer in transaction mode in front of a PostgreSQL server: all clients of a database share two
 * connections to it, which they change with every transaction. One that runs already, in front of
 * the same server and with all of its databases, may stand at `PGBOUNCER_URL`.
 */
export async function startPgbouncer(postgresUrl: string): Promise<TestServer> {
  const address = process.env.PGBOUNCER_URL
  if (address) return { url: address, stop: async () => {} }
  const wanted = { name: 'PgBouncer', variable: 'PGBOUNCER_URL', packages: ['pgbouncer'] }
  const program = await requireBinaries(wanted, () => findProgram(['pgbouncer'], ['/usr/sbin']))
  return startGuarded({
    name: 'PgBouncer',
    accounts: ['postgres', 'nobody'],
    signal: 'TERM',
    commands: async (folder, port) => {
      const file = join(folder, 'pgbouncer.ini')
      await writeFile(file, configuration(new URL(postgresUrl), port), { mode: 0o644 })
      return { setup: ['true'], server: [program, file] }
    },
    url: (port) => `postgres://pooled:pooled@127.0.0.1:${port}/postgres`,
    probe: probePostgres,
  })
}

function configuration(server: URL, port: number): string {
  const { hostname, port: serverPort, username, password } = server
  return `[databases]
* = host=${hostname} port=${serverPort || 5432} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
`
}

import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createConnection } from 'mysql2/promise'
import { findProgram, requireBinaries } from './binaries.ts'
import { type Command, type Engine, startGuarded, type TestServer } from './guarded-server.ts'

const run = promisify(execFile)
const folders = ['/usr/sbin', '/usr/bin', '/usr/libexec', '/usr/local/sbin', '/usr/local/bin']

/**
 * MariaDB or MySQL for the tests: the server at `MYSQL_URL`, else installed binaries, else Debian's
 * packages. The address names a user with all rights, a password and a database; a server of the
 * environment may be shared, so take a database of your own with `createDatabase`.
 */
export async function startMysql(): Promise<TestServer> {
  const address = process.env.MYSQL_URL
  if (address) return { url: address, stop: async () => {} }
  const wanted = {
    name: 'MariaDB',
    variable: 'MYSQL_URL',
    packages: ['mariadb-server-core', 'mariadb-client-core'],
  }
  return startGuarded(mysqlEngine(await requireBinaries(wanted, findMysql)))
}

interface Binaries {
  server: string
  /** MariaDB's script that fills a data folder; MySQL's server does that itself. */
  installer?: string
}

async function findMysql(): Promise<Binaries | undefined> {
  const server = await findProgram(['mariadbd', 'mysqld'], folders)
  if (!server) return undefined
  const { stdout } = await run(server, ['--no-defaults', '--version'])
  if (!stdout.includes('MariaDB')) return { server }
  const installer = await findProgram(['mariadb-install-db', 'mysql_install_db'], folders)
  // The script calls this one, which Debian keeps in the client's package.
  const helper = await findProgram(['my_print_defaults'], folders)
  return installer && helper ? { server, installer } : undefined
}

function mysqlEngine(binaries: Binaries): Engine {
  return {
    name: 'MariaDB',
    accounts: ['mysql'],
    signal: 'TERM',
    commands: async (folder, port) => {
      const initFile = join(folder, 'init.sql')
      await writeFile(initFile, initialisation, { mode: 0o644 })
      return {
        setup: setupCommand(binaries, join(folder, 'data')),
        server: [binaries.server, ...settings(folder, port), `--init-file=${initFile}`],
      }
    },
    url: (port) => `mysql://lucia:lucia@127.0.0.1:${port}/lucia`,
    probe: probeMysql,
  }
}

function setupCommand({ server, installer }: Binaries, data: string): Command {
  if (!installer) return [server, '--no-defaults', '--initialize-insecure', `--datadir=${data}`]
  const options = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-log-bin']
  return [installer, '--no-defaults', `--datadir=${data}`, ...options]
}

function settings(folder: string, port: number): string[] {
  return [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    `--socket=${join(folder, 'server.sock')}`,
    `--pid-file=${join(folder, 'server.pid')}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    // `loose`: an option that only one of MariaDB and MySQL knows.
    '--loose-mysqlx=OFF',
    '--skip-name-resolve',
    '--max-connections=300',
    '--character-set-server=utf8mb4',
    '--default-time-zone=+00:00',
    '--innodb-buffer-pool-size=64M',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-fast-shutdown=2',
    '--skip-log-bin',
    // Tests make and drop many tables, and none outlives a crash of the machine.
    '--innodb-doublewrite=0',
    '--innodb-file-per-table=0',
    '--innodb-flush-method=nosync',
    '--innodb-stats-persistent=0',
    '--loose-sync-frm=0',
    '--performance-schema=0',
  ]
}

/** One statement per line. All rights: tests make databases and kill sessions. */
const initialisation = `CREATE DATABASE IF NOT EXISTS lucia CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS 'lucia'@'%' IDENTIFIED BY 'lucia';
GRANT ALL PRIVILEGES ON *.* TO 'lucia'@'%' WITH GRANT OPTION;
`

async function probeMysql(url: string): Promise<void> {
  const connection = await createConnection(url)
  try {
    await connection.query('SELECT 1')
  } finally {
    await connection.end()
  }
}

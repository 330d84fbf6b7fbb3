import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { findProgram, isExecutable, requireBinaries, versionFolders } from './binaries.ts'
import { type Engine, startGuarded, type TestServer } from './guarded-server.ts'

/** What a test may ask of its own PostgreSQL server. */
export interface PostgresOptions {
  /** The language of its messages, such as `de`. A server of the environment is not used then. */
  language?: string
}

/**
 * PostgreSQL for the tests: the server at `POSTGRES_URL`, else installed binaries, else Debian's
 * package. The address names a superuser, a password and the database `postgres`; a server of the
 * environment may be shared, so take a database of your own with `createDatabase`.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<TestServer> {
  const address = process.env.POSTGRES_URL
  if (address && !options.language) return { url: address, stop: async () => {} }
  const wanted = { name: 'PostgreSQL', variable: 'POSTGRES_URL', packages: ['postgresql'] }
  const folder = await requireBinaries(wanted, findPostgres)
  return startGuarded(postgresEngine(folder, options))
}

/** The folder with both `postgres` and `initdb`: Debian keeps them off PATH, one per version. */
async function findPostgres(): Promise<string | undefined> {
  const folders = await versionFolders('/usr/lib/postgresql')
  const postgres = await findProgram(['postgres'], folders)
  if (!postgres) return undefined
  for (const folder of [dirname(postgres), ...folders]) {
    const programs = ['postgres', 'initdb'].map((name) => isExecutable(join(folder, name)))
    if ((await Promise.all(programs)).every(Boolean)) return folder
  }
  return undefined
}

function postgresEngine(binaries: string, options: PostgresOptions): Engine {
  return {
    name: 'PostgreSQL',
    accounts: ['postgres'],
    ...(options.language && { environment: { LANGUAGE: options.language } }),
    signal: 'INT',
    commands: async (folder, port) => ({
      setup: [
        join(binaries, 'initdb'),
        ...['--pgdata', join(folder, 'data'), '--username=postgres', '--auth=trust'],
        ...['--encoding=UTF8', '--no-sync', '--no-instructions'],
      ],
      server: [join(binaries, 'postgres'), '-D', join(folder, 'data'), ...settings(port)],
    }),
    // Trust asks for no password, but Miniflare's Hyperdrive binding takes no address without one.
    url: (port) => `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    probe: probePostgres,
  }
}

function settings(port: number): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    timezone: 'UTC',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Rejects until the server answers. */
export async function probePostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
  } finally {
    await client.end().catch(() => {})
  }
}

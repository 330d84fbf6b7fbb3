import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { Client } from 'pg'
import postgres from 'postgres'
import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { requireBinaries } from './binaries.ts'
import { createDatabase } from './database.ts'
import { startMysql } from './mysql.ts'
import { startPostgres } from './postgres.ts'

const beyond32Bits = 1_700_000_000_123
const text = 'Grüße, 世界 🔑'

async function postgresRow(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' })
    return rows[0] ?? []
  } finally {
    await client.end()
  }
}

async function mysqlRow(url: string, sql: string): Promise<unknown[]> {
  const connection = await createConnection({ uri: url, rowsAsArray: true })
  try {
    const [rows] = await connection.query<(RowDataPacket & unknown[])[]>(sql)
    return rows[0] ?? []
  } finally {
    await connection.end()
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The server's process and data folder, as the server itself tells them. */
async function whereabouts(url: string): Promise<{ pid: number; folder: string }> {
  if (url.startsWith('mysql:')) {
    const [folder, pidFile] = await mysqlRow(url, 'SELECT @@datadir, @@pid_file')
    return { pid: Number(await readFile(String(pidFile), 'utf8')), folder: String(folder) }
  }
  const folder = String((await postgresRow(url, 'SHOW data_directory'))[0])
  const pidFile = await readFile(join(folder, 'postmaster.pid'), 'utf8')
  return { pid: Number.parseInt(pidFile, 10), folder }
}

const engines = [
  { name: 'PostgreSQL', file: 'postgres.ts', start: 'startPostgres', run: startPostgres },
  { name: 'MySQL', file: 'mysql.ts', start: 'startMysql', run: startMysql },
]

/** A process of its own that starts a server, prints the address and waits. */
async function startElsewhere(file: string, start: string, folder: string): Promise<ChildProcess> {
  const script = join(folder, 'start.cjs')
  await build({
    stdin: {
      contents: `import { ${start} } from './${file}'; ${start}().then((server) => console.log(server.url)); setInterval(() => {}, 1000)`,
      resolveDir: import.meta.dirname,
    },
    outfile: script,
    bundle: true,
    platform: 'node',
    external: ['pg-native'],
  })
  return spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
}

describe.each(engines)('a $name server that the tests start', ({ file, start, run }) => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('answers on 127.0.0.1 and leaves no process and no folder', { timeout: 300_000 }, async () => {
    vi.stubEnv('POSTGRES_URL', '')
    vi.stubEnv('MYSQL_URL', '')
    const server = await run()
    expect(new URL(server.url).hostname).toBe('127.0.0.1')
    const { pid, folder } = await whereabouts(server.url)
    expect(isRunning(pid)).toBe(true)
    await server.stop()
    await server.stop()
    expect(isRunning(pid)).toBe(false)
    await expect(access(folder)).rejects.toThrow('ENOENT')
  })

  it('ends with a process that is killed', { timeout: 300_000 }, async () => {
    vi.stubEnv('POSTGRES_URL', '')
    vi.stubEnv('MYSQL_URL', '')
    const temporary = await temporaryFolder()
    const child = await startElsewhere(file, start, temporary)
    const [url] = child.stdout ? await once(child.stdout, 'data') : []
    const { pid, folder } = await whereabouts(String(url).trim())
    child.kill('SIGKILL')
    await vi.waitUntil(() => !isRunning(pid), { timeout: 60_000 })
    await vi.waitFor(() => expect(access(folder)).rejects.toThrow('ENOENT'), { timeout: 60_000 })
    await rm(temporary, { recursive: true })
  })
})

describe('a PostgreSQL server in another language', () => {
  it('translates the message, and keeps code and constraint', { timeout: 300_000 }, async () => {
    const server = await startPostgres({ language: 'de' })
    await postgresRow(server.url, 'CREATE TABLE t (id text PRIMARY KEY)')
    await expect(
      postgresRow(server.url, "INSERT INTO t VALUES ('a'), ('a')"),
    ).rejects.toMatchObject({
      message: expect.stringContaining('doppelter Schlüsselwert'),
      code: '23505',
      constraint: 't_pkey',
    })
    await server.stop()
  })
})

describe('an address in the environment', () => {
  it('is used as it is, and not stopped', async () => {
    vi.stubEnv('POSTGRES_URL', inject('postgresUrl'))
    vi.stubEnv('MYSQL_URL', inject('mysqlUrl'))
    const servers = [await startPostgres(), await startMysql()]
    vi.unstubAllEnvs()
    expect(servers.map(({ url }) => url)).toEqual([inject('postgresUrl'), inject('mysqlUrl')])
    for (const server of servers) await server.stop()
    expect(await postgresRow(inject('postgresUrl'), 'SELECT 1')).toEqual([1])
    expect(await mysqlRow(inject('mysqlUrl'), 'SELECT 1')).toEqual([1])
  })
})

describe('a missing engine', () => {
  it('fails with what to install and which variable to set', async () => {
    const getuid = vi.spyOn(process, 'getuid').mockReturnValue(1000)
    const wanted = { name: 'Example', variable: 'EXAMPLE_URL', packages: ['example-server'] }
    await expect(requireBinaries(wanted, async () => undefined)).rejects.toThrow(
      'Example is not installed: install it (on Debian: apt-get install example-server) or set EXAMPLE_URL to the address of a running server',
    )
    getuid.mockRestore()
  })
})

describe('createDatabase', () => {
  it('makes a PostgreSQL database of its own, and drops it under an open client', async () => {
    const database = await createDatabase(inject('postgresUrl'))
    const sql = postgres(database.url, { onnotice: () => {} })
    const bytes = Buffer.from([0, 1, 255])
    const [row] =
      await sql`SELECT ${beyond32Bits}::bigint AS big, ${text}::text AS text, ${bytes}::bytea AS bytes, NULL AS nothing`
    expect(row).toEqual({ big: String(beyond32Bits), text, bytes, nothing: null })
    expect(await postgresRow(database.url, 'SHOW server_encoding')).toEqual(['UTF8'])
    expect(await postgresRow(database.url, 'SHOW max_connections')).toEqual(['200'])
    await database.drop()
    await sql.end()
    await expect(postgresRow(database.url, 'SELECT 1')).rejects.toThrow('does not exist')
  })

  it('makes a MySQL database of its own, and drops it under an open transaction', async () => {
    const database = await createDatabase(inject('mysqlUrl'))
    const client = await createConnection(database.url)
    client.on('error', () => {})
    await client.query('CREATE TABLE t (big BIGINT, text VARCHAR(50), bytes BLOB, nothing INT)')
    await client.beginTransaction()
    const bytes = Buffer.from([0, 1, 255])
    await client.execute('INSERT INTO t VALUES (?, ?, ?, ?)', [beyond32Bits, text, bytes, null])
    const [rows] = await client.query<RowDataPacket[]>('SELECT * FROM t')
    expect(rows).toEqual([{ big: beyond32Bits, text, bytes, nothing: null }])
    await database.drop()
    client.destroy()
    await expect(mysqlRow(database.url, 'SELECT 1')).rejects.toThrow('Unknown database')
  })
})

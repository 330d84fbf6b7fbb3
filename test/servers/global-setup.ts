import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { dropDatabases } from './database.ts'
import type { TestServer } from './guarded-server.ts'
import { startMysql } from './mysql.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  /** The addresses of the servers: `inject('postgresUrl')` in a test. */
  export interface ProvidedContext {
    postgresUrl: string
    mysqlUrl: string
    /** How the names of databases begin that are kept until the run ends. */
    keptDatabases: string
  }
}

interface Shared {
  servers: Promise<[postgres: TestServer, mysql: TestServer]>
  users: number
  kept: string
}

// Each project that needs servers loads this file anew, and they are to share them.
const global = globalThis as { testServers?: Shared }

/** Starts PostgreSQL and MySQL, once for all projects that ask, and provides their addresses. */
export async function setup(project: TestProject): Promise<void> {
  const kept = `lucia_${randomBytes(4).toString('hex')}_`
  global.testServers ??= { servers: start(), users: 0, kept }
  global.testServers.users++
  const [postgres, mysql] = await global.testServers.servers
  project.provide('postgresUrl', postgres.url)
  project.provide('mysqlUrl', mysql.url)
  project.provide('keptDatabases', global.testServers.kept)
}

/** Stops the servers when the last project is done with them. */
export async function teardown(): Promise<void> {
  const shared = global.testServers
  if (!shared || --shared.users > 0) return
  const servers = await shared.servers
  await dropDatabases(servers[0].url, shared.kept)
  await stop(servers)
}

async function start(): Promise<[TestServer, TestServer]> {
  const started = await Promise.allSettled([startPostgres(), startMysql()])
  const [postgres, mysql] = started
  if (postgres.status === 'fulfilled' && mysql.status === 'fulfilled') {
    return [postgres.value, mysql.value]
  }
  await stop(started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])))
  throw started.find((result) => result.status === 'rejected')?.reason
}

async function stop(servers: TestServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()))
}

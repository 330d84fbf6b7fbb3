import type { TestProject } from 'vitest/node'
import type { TestServer } from './guarded-server.ts'
import { startMysql } from './mysql.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  /** The addresses of the servers: `inject('postgresUrl')` in a test. */
  export interface ProvidedContext {
    postgresUrl: string
    mysqlUrl: string
  }
}

interface Shared {
  servers: Promise<[postgres: TestServer, mysql: TestServer]>
  users: number
}

// Each project that needs servers loads this file anew, and they are to share them.
const global = globalThis as { testServers?: Shared }

/** Starts PostgreSQL and MySQL, once for all projects that ask, and provides their addresses. */
export async function setup(project: TestProject): Promise<void> {
  global.testServers ??= { servers: start(), users: 0 }
  global.testServers.users++
  const [postgres, mysql] = await global.testServers.servers
  project.provide('postgresUrl', postgres.url)
  project.provide('mysqlUrl', mysql.url)
}

/** Stops the servers when the last project is done with them. */
export async function teardown(): Promise<void> {
  const shared = global.testServers
  if (!shared || --shared.users > 0) return
  await stop(await shared.servers)
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

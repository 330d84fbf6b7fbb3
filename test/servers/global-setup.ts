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

let servers: TestServer[] = []

/**
 * Starts PostgreSQL and MySQL once and provides their addresses. With several projects it belongs
 * in the root configuration, whose values they inherit; a project that names it, or has
 * `extends: true`, starts servers of its own.
 */
export async function setup(project: TestProject): Promise<void> {
  const started = await Promise.allSettled([startPostgres(), startMysql()])
  servers = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failure = started.find((result) => result.status === 'rejected')
  if (failure) {
    await teardown()
    throw failure.reason
  }
  const [postgres, mysql] = servers
  if (postgres) project.provide('postgresUrl', postgres.url)
  if (mysql) project.provide('mysqlUrl', mysql.url)
}

/** Stops the servers that `setup` started. */
export async function teardown(): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()))
}

import { mysql2, planetscale as planetscaleAdapter } from '@lucia-auth/adapter-mysql'
import { pg, postgres } from '@lucia-auth/adapter-postgresql'
import { betterSqlite3, d1, libsql } from '@lucia-auth/adapter-sqlite'
import { describe, expect, it } from 'vitest'
import type { Handle } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { neonHttp } from '../drivers/neon-http.ts'
import { pgClient, pgPool } from '../drivers/pg.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import { leaks } from './leaks.ts'
import { startRelay } from './relay.ts'
import { everyCall, expectNoSecret, failuresOf, secretOptions, signUp } from './secrets.ts'

/** The official adapters, by the handles that they take. */
const officialAdapters: Readonly<Record<string, unknown>> = {
  'a pg Pool': pg,
  'postgres.js': postgres,
  'a mysql2 Pool': mysql2,
  'a mysql2 Connection': mysql2,
  PlanetScale: planetscaleAdapter,
  'libSQL over HTTP': libsql,
  'a libSQL file': libsql,
  'better-sqlite3': betterSqlite3,
  D1: d1,
}

const official = handles.flatMap((subject) => {
  const { name } = subject
  if (!officialAdapters[name]) return []
  const adapter = officialAdapters[name]
  return [{ ...subject, name: `${name}, through its official adapter`, options: { adapter } }]
})

describe.each<Handle & { options?: object }>([...handles, ...official])(
  'no error of $name holds a session id, a password or a hash',
  (subject) => {
    async function failures(statements: string[], end = false): Promise<string[]> {
      const opened = await subject.open(subject.schema)
      try {
        const auth = authOf(subject, opened.handle)
        await signUp(auth)
        for (const statement of statements) await opened.run(statement)
        if (end) await opened.end()
        return await failuresOf(auth)
      } finally {
        await opened.close().catch(() => {})
      }
    }

    it.each(Object.keys(leaks))('when %s', async (fault) => {
      expect(await failures(leaks[fault]?.[subject.dialect] ?? [])).not.toEqual([])
    })

    it('when ids are taken', async () => {
      const failed = await failures([])
      expect(failed).toContain('createSession')
    })

    it('when the handle has ended', async () => {
      expect(await failures([], true)).toContain('validate')
    })
  },
)

describe.each([pgPool, pgClient, postgresJs, mysql2Pool, mysql2Connection, planetscale, neonHttp])(
  'no error of $name holds a session id, a password or a hash',
  (driver) => {
    it.each([1, 2, 3])('when its connection is cut as it sends for time %i', async (times) => {
      const database = await driver.database()
      const url = new URL(database.url)
      const relay = await startRelay(Number(url.port))
      url.port = String(relay.port)
      const connected = await driver.connect(url.href, 2)
      try {
        const { auth } = driver.createAuth(connected.handle, {
          ...secretOptions,
          schema: driver.schema,
        })
        await signUp(auth)
        const failed: string[] = []
        for (const [name, run] of everyCall(auth)) {
          relay.cutAfter(times)
          await run().catch((error) => {
            failed.push(name)
            expectNoSecret(error, name)
          })
        }
        expect(failed).not.toEqual([])
      } finally {
        await connected.end().catch(() => {})
        await relay.stop()
        await database.drop()
      }
    })
  },
)

function authOf({ createAuth, schema, options }: Handle & { options?: object }, handle: unknown) {
  return createAuth(handle, { ...secretOptions, ...options, schema }).auth
}

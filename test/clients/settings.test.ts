import { getTableName, is, Table } from 'drizzle-orm'
import { Cache } from 'drizzle-orm/cache/core'
import { withReplicas as ofMysql } from 'drizzle-orm/mysql-core'
import { withReplicas as ofPostgres } from 'drizzle-orm/pg-core'
import { withReplicas as ofSqlite } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import type { Handle, Opened } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import { type Auth, carla } from '../faults/works.ts'
import { clientOf } from './drizzle.ts'

type WithReplicas = (primary: object, replicas: object[]) => { $primary: object }
const withReplicas = {
  mysql: ofMysql,
  postgres: ofPostgres,
  sqlite: ofSqlite,
} as unknown as Record<Handle['dialect'], WithReplicas>

/** A cache that holds nothing, and notes of which tables it was told. */
class NotedCache extends Cache {
  readonly told = new Set<string>()
  override strategy = () => 'explicit' as const
  override get = async () => undefined
  override put = async () => {}
  override async onMutate({ tables }: Parameters<Cache['onMutate']>[0]) {
    for (const table of [tables].flat()) {
      this.told.add(is(table, Table) ? getTableName(table) : String(table))
    }
  }
}

/** A database with Anna, by that name, and a session of hers. */
async function open(subject: Handle, username: string): Promise<Opened> {
  const opened = await subject.open(subject.schema)
  const { auth } = subject.createAuth(opened.handle, { schema: subject.schema })
  await auth.createUser({ userId: 'anna', key: null, attributes: { username } })
  await auth.createSession({ userId: 'anna', sessionId: 'session' })
  return opened
}

describe.each(handles)("the settings of the app's own client on $name", (subject) => {
  const { schema } = subject
  const authOf = (client: object) =>
    subject.createAuth(client, {
      schema,
      getUserAttributes: ({ username }: { username: string }) => ({ username }),
    }).auth as unknown as Auth
  const nameIn = async (auth: Auth) => {
    const { user } = await auth.validateSession('session')
    return (user as { username?: string }).username
  }

  it('a session is read where withReplicas() reads, and from the primary of it alone where that is given', async () => {
    const [primary, replica] = [await open(subject, 'primary'), await open(subject, 'replica')]
    try {
      const [writing, reading] = [primary, replica].map(({ handle }) => clientOf(subject, handle))
      const db = withReplicas[subject.dialect](writing as object, [reading as object])
      const auth = authOf(db)
      expect(await nameIn(auth)).toBe('replica')
      expect(await nameIn(authOf(db.$primary))).toBe('primary')
      await auth.createUser(carla)
      expect(await primary.counts('user', 'user_key')).toEqual([2, 1])
      expect(await replica.counts('user', 'user_key')).toEqual([1, 0])
    } finally {
      await primary.close()
      await replica.close()
    }
  })

  it('its logger hears of what is read and written', async () => {
    const opened = await open(subject, 'anna')
    try {
      const logged: string[] = []
      const logger = { logQuery: (query: string) => void logged.push(query) }
      const auth = authOf(clientOf(subject, opened.handle, { logger }))
      await auth.validateSession('session')
      expect(logged).toEqual([expect.stringMatching(/^select .*user_session.* join /s)])
      await auth.updateUserAttributes('anna', { username: 'other' })
      expect(logged).toContainEqual(expect.stringMatching(/^update .*user/s))
    } finally {
      await opened.close()
    }
  })
})

// Drizzle's synchronous drivers have no cache.
const withCache = handles.filter(({ name }) => name !== 'better-sqlite3')

describe.each(withCache)("the cache of the app's own client on $name", (subject) => {
  const { schema } = subject

  it('is told of every table that is written', async () => {
    const opened = await open(subject, 'anna')
    try {
      const cache = new NotedCache()
      const { auth } = subject.createAuth(clientOf(subject, opened.handle, { cache }), { schema })
      await auth.createUser(carla)
      expect([...cache.told].sort()).toEqual(['user', 'user_key'])
      await auth.deleteUser('anna')
      expect([...cache.told].sort()).toEqual(['user', 'user_key', 'user_session'])
    } finally {
      await opened.close()
    }
  })
})

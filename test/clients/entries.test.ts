import { drizzle as drizzleDurable } from 'drizzle-orm/durable-sqlite'
import { drizzle as drizzleMysqlProxy } from 'drizzle-orm/mysql-proxy'
import { drizzle as drizzlePgProxy } from 'drizzle-orm/pg-proxy'
import { drizzle as drizzleSqliteProxy } from 'drizzle-orm/sqlite-proxy'
import { describe, expect, it } from 'vitest'
import { createAuth as createMysqlAuth } from '../../src/drizzle/mysql.ts'
import { createAuth as createPostgresAuth } from '../../src/drizzle/postgres.ts'
import { createAuth as createSqliteAuth } from '../../src/drizzle/sqlite.ts'
import { SetupError } from '../../src/errors.ts'
import type { UntypedCreateAuth } from '../drivers/driver.ts'
import { drivers, inNode } from '../drivers/drivers.ts'
import type { Dialect } from '../drivers/tables.ts'
import { clientOf } from './drizzle.ts'

const ofDialects: Record<`drizzle/${Dialect}`, unknown> = {
  'drizzle/mysql': createMysqlAuth,
  'drizzle/postgres': createPostgresAuth,
  'drizzle/sqlite': createSqliteAuth,
}

/** Every entry that takes Drizzle clients, but for those of other runtimes. */
const entries: Record<string, UntypedCreateAuth> = {
  ...Object.fromEntries(drivers.map(({ name, createAuth }) => [name, createAuth])),
  ...(ofDialects as Record<string, UntypedCreateAuth>),
}

const taken = 'takes it'
const tooSoon = 'says that it is over too soon'

/** What every entry makes of a client: that it takes it, or which entry it names. */
function outcomes(client: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, createAuth]) => [name, outcome(createAuth, client)]),
  )
}

function outcome(createAuth: UntypedCreateAuth, client: object): unknown {
  try {
    return createAuth(client, {}).db === client ? taken : 'makes another client of it'
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError)
    expect(error).toMatchObject({ code: 'INVALID_DRIVER' })
    const { message } = error as SetupError
    if (message.includes('Begin one with db.run(sql`begin`)')) return tooSoon
    return / of lucia-setup\/([\w/-]+)$/.exec(message)?.[1] ?? message
  }
}

/** What has to come of it: all others name the entry that is its own. */
function expected(entry: string, dialect: Dialect, own = taken): Record<string, unknown> {
  const others = Object.fromEntries(Object.keys(entries).map((name) => [name, entry]))
  return { ...others, [`drizzle/${dialect}`]: own, [entry]: own }
}

const handles = inNode.flatMap((driver) =>
  driver.handles.map((handle) => ({ ...handle, entry: driver.name })),
)
const withoutTransactions = ['d1', 'neon-http']
const synchronous = ['better-sqlite3']

describe.each(handles)("a Drizzle client of the app's on $name", (subject) => {
  const { entry, dialect } = subject

  it('is taken by its own entries, and told of them by every other, in a transaction too', async () => {
    const { handle, close } = await subject.open([])
    try {
      const db = clientOf(subject, handle)
      expect(outcomes(db)).toEqual(expected(entry, dialect))
      if (withoutTransactions.includes(entry)) return
      let within: object = {}
      await db.transaction((tx) => {
        within = outcomes(tx)
        return (synchronous.includes(entry) ? undefined : Promise.resolve()) as Promise<void>
      })
      const own = synchronous.includes(entry) ? tooSoon : taken
      expect(within).toEqual(expected(entry, dialect, own))
    } finally {
      await close()
    }
  })
})

const none = async () => ({ rows: [] })

/** Clients that reach nothing before they are asked to. */
const idle: [entry: string, dialect: Dialect, client: object][] = [
  ['drizzle/sqlite', 'sqlite', drizzleSqliteProxy(none)],
  ['drizzle/postgres', 'postgres', drizzlePgProxy(none)],
  ['drizzle/mysql', 'mysql', drizzleMysqlProxy(none)],
]

it.each(idle)('a client that has no entry but %s is told of it by every other', (...given) => {
  const [entry, dialect, client] = given
  expect(outcomes(client)).toEqual(expected(entry, dialect))
})

it('a client in a Durable Object is told of its entry by every other', () => {
  const found = outcomes(drizzleDurable({} as never))
  for (const [name, outcome] of Object.entries(found)) {
    expect([taken, 'durable-sqlite'], name).toContain(outcome)
  }
})

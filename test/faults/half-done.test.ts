import { LuciaError } from 'lucia'
import { describe, expect, it } from 'vitest'
import type { Auth } from '../../src/internal/auth/auth.ts'
import { createThrottle, type Throttle } from '../../src/throttle.ts'
import { createTokens } from '../../src/tokens.ts'
import type { Handle, Opened } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import type { Dialect } from '../drivers/tables.ts'

type Event = 'insert' | 'update' | 'delete'

const hour = 3_600_000
const key = { providerId: 'username', providerUserId: 'anna' }

/** Quick, and told apart by the rows. */
const passwordHash = {
  generate: async (password: string) => `hash of ${password}`,
  validate: async (password: string, hash: string) => hash === `hash of ${password}`,
}

/** What there is to see of the rows, without the guesses at a code, which count whatever comes then. */
const views = {
  kept_session: "user_session where id = 'kept'",
  first_hash: "user_key where hashed_password = 'hash of first'",
  code_token: "user_token where purpose = 'code'",
  one_failure: 'user_throttle where failures = 1',
}
const contents = ['user_session', 'user_token', 'user_throttle', ...Object.keys(views)]

/** The writes that a call may make. */
const writesOf = {
  tokens: [
    ['insert', 'user_token'],
    ['update', 'user_token'],
    ['delete', 'user_token'],
  ],
  throttle: [
    ['insert', 'user_throttle'],
    ['update', 'user_throttle'],
  ],
  passwords: [
    ['update', 'user_key'],
    ['delete', 'user_session'],
  ],
} satisfies Record<string, [Event, string][]>

interface On {
  auth: Pick<Auth, 'changePassword' | 'resetPassword'>
  tokens: ReturnType<typeof tokensOn>
  throttle: Throttle
}

/** A call, and how many of its writes it cannot do without on any driver. */
interface Case {
  name: string
  writes: keyof typeof writesOf
  refused: number
  prepare?(on: On): Promise<unknown>
  call(on: On, given: string): Promise<unknown>
}

const fails = () => Promise.reject(new LuciaError('AUTH_INVALID_PASSWORD'))

const cases: Case[] = [
  {
    name: 'issue()',
    writes: 'tokens',
    refused: 1,
    call: ({ tokens }) => tokens.issue('reset', 'anna'),
  },
  {
    name: 'issue() in the place of an earlier one',
    writes: 'tokens',
    refused: 1,
    prepare: ({ tokens }) => tokens.issue('reset', 'anna'),
    call: ({ tokens }) => tokens.issue('reset', 'anna'),
  },
  {
    name: 'redeem()',
    writes: 'tokens',
    refused: 1,
    prepare: ({ tokens }) => tokens.issue('reset', 'anna'),
    call: ({ tokens }, secret) => tokens.redeem('reset', secret),
  },
  {
    name: 'redeem() of a code',
    writes: 'tokens',
    refused: 2,
    prepare: ({ tokens }) => tokens.issue('code', 'anna'),
    call: ({ tokens }, code) => tokens.redeem('code', code, { userId: 'anna' }),
  },
  {
    name: 'guard() at the first failure',
    writes: 'throttle',
    refused: 1,
    call: ({ throttle }) => throttle.guard(['name', 'address'], fails).catch(passFailures),
  },
  {
    name: 'guard() at the second failure',
    writes: 'throttle',
    refused: 1,
    prepare: ({ throttle }) => throttle.guard(['name', 'address'], fails).catch(passFailures),
    call: ({ throttle }) => throttle.guard(['name', 'address'], fails).catch(passFailures),
  },
  {
    name: 'changePassword()',
    writes: 'passwords',
    refused: 2,
    call: ({ auth }) =>
      auth.changePassword({ ...key, current: 'first', password: 'second', keep: 'kept' }),
  },
  {
    name: 'resetPassword()',
    writes: 'passwords',
    refused: 2,
    call: ({ auth }) => auth.resetPassword({ ...key, password: 'second' }),
  },
]

function passFailures(error: unknown): void {
  if (!(error instanceof LuciaError)) throw error
}

const tokensOn = (setup: never) =>
  createTokens(setup, { reset: { expiresIn: hour }, code: { expiresIn: hour, digits: 6 } })

describe.each(handles)('$name that refuses a write', ({ dialect, schemas, createAuth, open }) => {
  it('leaves nothing half done of tokens, a throttle and a new password', async () => {
    const schema = schemas.tokens
    const opened = await open(schema)
    try {
      for (const [view, rows] of Object.entries(views)) {
        await opened.run(`create view ${view} as select * from ${rows}`)
      }
      const setup = createAuth(opened.handle, { schema, passwordHash } as never)
      const throttle = createThrottle(setup as never, { free: 9 })
      const on: On = { auth: setup.auth, tokens: tokensOn(setup as never), throttle }
      for (const { name, writes, refused, prepare, call } of cases) {
        let refusals = 0
        for (const [event, table] of writesOf[writes]) {
          await reset(opened, setup.auth)
          const given = String(await prepare?.(on))
          const before = await opened.counts(...contents)
          await refuse(dialect, opened, event, table)
          const rejects = await call(on, given).then(
            () => false,
            () => true,
          )
          await allow(dialect, opened, table)
          if (!rejects) continue
          refusals++
          const after = await opened.counts(...contents)
          expect([name, event, table, after]).toEqual([name, event, table, before])
          await call(on, given)
        }
        expect([name, refusals]).toEqual([name, Math.max(refused, refusals)])
      }
    } finally {
      await opened.close()
    }
  })
})

async function reset({ run }: Opened, auth: ReturnType<Handle['createAuth']>['auth']) {
  for (const table of ['user_throttle', 'user_token', 'user_session', 'user_key']) {
    await run(`delete from ${table}`)
  }
  await auth.deleteUser('anna')
  const attributes = { username: 'anna' } as never
  await auth.createUser({ userId: 'anna', key: { ...key, password: 'first' }, attributes })
  for (const sessionId of ['kept', 'other']) {
    await auth.createSession({ userId: 'anna', sessionId, attributes: {} })
  }
}

/** A trigger that ends the statement, as a full disk would. */
async function refuse(dialect: Dialect, { run }: Opened, event: Event, table: string) {
  const before = `create trigger refused before ${event} on ${table}`
  if (dialect === 'sqlite') return run(`${before} begin select raise(abort, 'refused'); end`)
  if (dialect === 'mysql') {
    return run(`${before} for each row signal sqlstate '45000' set message_text = 'refused'`)
  }
  await run(
    `create or replace function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$`,
  )
  return run(`${before} for each row execute function refuse()`)
}

async function allow(dialect: Dialect, { run }: Opened, table: string) {
  await run(`drop trigger refused${dialect === 'postgres' ? ` on ${table}` : ''}`)
}

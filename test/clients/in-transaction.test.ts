import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import type { Handle, Opened } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import {
  addUsers,
  carla,
  keyOf,
  passwordHash,
  textOf,
  unknownMethods,
  works,
} from '../faults/works.ts'
import { type AppDatabase, clientOf } from './drizzle.ts'
import { type Issued, issue, ownTableWorks } from './own-tables.ts'

const isSynchronous = ({ name }: Handle) => name === 'better-sqlite3'
// Those have no transactions but batches.
const withTransactions = handles.filter(({ name }) => !['D1', 'Neon over HTTP'].includes(name))

/** A set-up on a client, with the tables of one-time secrets and of failed attempts as well. */
const setUp = ({ createAuth, schemas }: Handle, client: object) =>
  createAuth(client, { schema: schemas.tokens, passwordHash })

/** All that writes, as what is done with a set-up. */
const everyWork: Record<string, (setup: ReturnType<typeof setUp>, issued: Issued) => unknown> = {
  ...Object.fromEntries(
    Object.entries(works).map(([name, work]) => [
      name,
      ({ auth }: ReturnType<typeof setUp>) => work(auth),
    ]),
  ),
  ...ownTableWorks,
}

async function contents({ schemas }: Handle, db: AppDatabase): Promise<string> {
  const { user, key, session, token, throttle } = schemas.tokens
  const all = []
  for (const table of [user, key, session, token, throttle]) all.push(await db.select().from(table))
  return textOf(all)
}

async function withUsers(
  subject: Handle,
  body: (db: AppDatabase, opened: Opened, before: string, issued: Issued) => Promise<void>,
): Promise<void> {
  const opened = await subject.open(subject.schemas.tokens)
  try {
    const db = clientOf(subject, opened.handle)
    const setup = setUp(subject, db)
    const { auth } = setup
    expect(unknownMethods(auth)).toEqual([])
    await addUsers(auth, opened.run)
    const issued = await issue(setup)
    await body(db, opened, await contents(subject, db), issued)
  } finally {
    await opened.close()
  }
}

describe.each(withTransactions.filter((subject) => !isSynchronous(subject)))(
  "in the app's db.transaction() on $name",
  (subject) => {
    const { createAuth, schema } = subject
    const authOf = (tx: AppDatabase) => setUp(subject, tx).auth

    it('everything is undone when it is rolled back', () =>
      withUsers(subject, async (db, _, before, issued) => {
        for (const [name, work] of Object.entries(everyWork)) {
          const undone = new Error(`${name} is undone`)
          const transaction = db.transaction(async (tx) => {
            await work(setUp(subject, tx), issued)
            expect([name, await contents(subject, tx)]).not.toEqual([name, before])
            throw undone
          })
          await expect(transaction).rejects.toBe(undone)
          expect([name, await contents(subject, db)]).toEqual([name, before])
        }
      }))

    it("everything is kept with it, and the set-up's client is the transaction", () =>
      withUsers(subject, async (db) => {
        let within = ''
        await db.transaction(async (tx) => {
          const options = { schema }
          const setup = createAuth(tx, options)
          expect(setup.db).toBe(tx)
          expect(createAuth(tx, options)).toBe(setup)
          await works['all of it']?.(setup.auth)
          within = await contents(subject, tx)
        })
        expect(await contents(subject, db)).toBe(within)
      }))

    // In PostgreSQL every error ends the transaction, but for a savepoint.
    it('a refused sign-up leaves no part of itself, and what was done before', () =>
      withUsers(subject, async (db, { counts }) => {
        await db.transaction(async (tx) => {
          await authOf(tx).createUser({ ...carla, key: null })
          const signUp = (nested: AppDatabase) =>
            authOf(nested).createUser({
              userId: 'dora',
              key: keyOf('anna'),
              attributes: { username: 'dora' },
            })
          const refused =
            subject.dialect === 'postgres' ? tx.transaction(signUp as never) : signUp(tx)
          await expect(refused).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
          await authOf(tx).deleteUser('anna')
        })
        expect(await counts('user', 'user_key')).toEqual([2, 1])
      }))
  },
)

describe.each(withTransactions.filter(isSynchronous))(
  "in the app's transaction on $name",
  (subject) => {
    const { createAuth, schema } = subject

    it('a transaction that is over before anything is awaited is refused', () =>
      withUsers(subject, async (db) => {
        const transaction = db.transaction as unknown as (body: (tx: object) => void) => void
        const begin = () => transaction.call(db, (tx) => void createAuth(tx, { schema }))
        expect(begin).toThrow(SetupError)
        expect(begin).toThrow('Begin one with db.run(sql`begin`)')
      }))

    it.each(Object.entries(everyWork))('that it begins itself, %s is undone', (_, work) =>
      withUsers(subject, async (db, { run }, before, issued) => {
        await run('begin')
        await work(setUp(subject, db), issued)
        expect(await contents(subject, db)).not.toBe(before)
        await run('rollback')
        expect(await contents(subject, db)).toBe(before)
      }),
    )
  },
)

import { readReplicas } from '@prisma/extension-read-replicas'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AppClient, anna, appTables, generateApp, here, openApp } from './app.ts'
import { disposeD1, type Query, subjectsOf } from './subjects.ts'

const client = await generateApp('transactions')
const subjects = subjectsOf(client)
afterAll(disposeD1)
// Prisma's adapter prints every statement that the database refuses.
beforeEach(() => {
  const print = vi.spyOn(console, 'error').mockReturnValue()
  return () => print.mockRestore()
})

/** Passes each query on, as an extension does that looks at it or takes its time. */
const passing = (base: AppClient): AppClient =>
  base.$extends({
    query: {
      async $allOperations({ args, query }: Query) {
        await null
        return query(args)
      },
    },
  })

const also = (prisma: AppClient, userId: string) => [
  prisma.order.create({ data: { id: 'order-1', user_id: userId } }),
]
const signUpOn = (client: AppClient) =>
  here(client).createUser as unknown as (options: object) => Promise<{ userId: string }>

describe('statements of the app with a new user', () => {
  it.each(subjects.slice(1).map(({ name, open }) => ({ name, open })))(
    'are refused on $name, and nothing is written',
    async ({ open }) => {
      const { client, rows } = await open(appTables())
      for (const statements of [also, () => []]) {
        await expect(signUpOn(client)({ ...anna, also: statements })).rejects.toThrow(
          /^also\(\) needs a transaction of Prisma, .* Write those rows after createUser\(\)$/,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
      for (const table of ['User', 'Key', 'Order']) expect(await rows(table)).toEqual([])
    },
  )

  it('are refused where an extension sends them alone apart', async () => {
    const app = await openApp(client)
    const base = app.connect()
    const apart = base.$extends({
      query: {
        order: {
          create: async ({ args, query }: Query) => (await base.$transaction([query(args)]))[0],
        },
      },
    })
    await expect(signUpOn(apart)({ ...anna, also })).rejects.toThrow(/an extension of this client/)
    await new Promise((resolve) => setTimeout(resolve, 50))
    for (const table of ['User', 'Key', 'Order']) expect(app.rows(table)).toEqual([])
  })

  it('happen with the user under an extension that passes them on', async () => {
    const app = await openApp(client)
    await signUpOn(passing(app.connect()))({ ...anna, also })
    expect(app.rows('Order')).toEqual([{ id: 'order-1', user_id: 'anna' }])
    const taken = signUpOn(passing(app.connect()))({ ...another, key: null, also })
    await expect(taken).rejects.toMatchObject({ code: 'P2002', table: 'Order' })
    expect(app.rows('User')).toHaveLength(1)
  })
})

const another = { ...anna, userId: 'berta', attributes: { email: 'berta@b.c' } }
const withoutReferences = appTables().map((statement) =>
  statement.replace(/ REFERENCES "User".*CASCADE/g, ''),
)

describe.each(subjects)('on $name', ({ open }) => {
  it('signs up a user with a key, both or neither', async () => {
    const { client, rows } = await open(appTables())
    const auth = here(client)
    expect(await auth.createUser(anna)).toMatchObject({ userId: 'anna', email: 'a@b.c' })
    await expect(auth.createUser(another)).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
    const free = { ...another, key: { ...anna.key, providerUserId: 'berta' } }
    const takenId = auth.createUser({ ...free, userId: 'anna' })
    await expect(takenId).rejects.toMatchObject({ table: 'User', columns: ['id'] })
    const takenEmail = auth.createUser({ ...free, attributes: anna.attributes })
    await expect(takenEmail).rejects.toMatchObject({ table: 'User', columns: ['email'] })
    expect(await rows('User')).toEqual([
      { id: 'anna', email: 'a@b.c', role: 'reader', deletedAt: null },
    ])
    expect(await rows('Key')).toEqual([
      { id: 'email:a@b.c', user_id: 'anna', hashed_password: null },
    ])
  })

  it.each([
    ['cascade', appTables()],
    ['do not cascade', appTables('RESTRICT')],
    ['are none', withoutReferences],
  ])('deletes a user with its keys and sessions, where references %s', async (_, tables) => {
    const { client, rows, run } = await open(tables)
    const auth = here(client)
    await auth.createUser(anna)
    await auth.createUser({ ...another, key: { ...anna.key, providerUserId: 'berta' } })
    for (const userId of ['anna', 'berta']) await auth.createSession({ userId })
    await auth.deleteUser('anna')
    await auth.deleteUser('anna')
    expect(await rows('User')).toMatchObject([{ id: 'berta' }])
    for (const table of ['Key', 'Session']) {
      expect(await rows(table)).toMatchObject([{ user_id: 'berta' }])
    }
    await run(`INSERT INTO "Order" VALUES ('order-1', 'berta')`)
  })

  it.each([
    ['cascade', appTables()],
    ['do not cascade', appTables('RESTRICT')],
  ])(
    'deletes nothing of a user whom a row of the app keeps, where references %s',
    async (_, tables) => {
      const { client, rows, run } = await open(tables)
      const auth = here(client)
      await auth.createUser(anna)
      const { sessionId } = await auth.createSession({ userId: 'anna' })
      await run(`INSERT INTO "Order" VALUES ('order-1', 'anna')`)
      const before = [await rows('User'), await rows('Key'), await rows('Session')]
      await expect(auth.deleteUser('anna')).rejects.toMatchObject({ code: 'P2003' })
      expect([await rows('User'), await rows('Key'), await rows('Session')]).toEqual(before)
      await expect(auth.validateSession(sessionId)).resolves.toMatchObject({ state: 'active' })
      await expect(auth.useKey('email', 'a@b.c', null)).resolves.toMatchObject({ userId: 'anna' })
    },
  )
})

it('in a transaction of the app, deletes all of a user or nothing', async () => {
  const { client, rows, run } = await (subjects[0] as (typeof subjects)[0]).open(
    appTables('RESTRICT'),
  )
  await here(client).createUser(anna)
  await here(client).createSession({ userId: 'anna' })
  await run(`INSERT INTO "Order" VALUES ('order-1', 'anna')`)
  const before = [await rows('User'), await rows('Key'), await rows('Session')]
  await client.$transaction(async (tx) => {
    await expect(here(tx).deleteUser('anna')).rejects.toMatchObject({ code: 'P2003' })
  })
  expect([await rows('User'), await rows('Key'), await rows('Session')]).toEqual(before)
})

it('in a transaction of the app, stores a password and ends sessions, or neither', async () => {
  const { client, rows, run } = await (subjects[0] as (typeof subjects)[0]).open(appTables())
  const key = { providerId: 'email', providerUserId: 'a@b.c', password: 'correct horse' }
  await here(client).createUser({ ...anna, key })
  await here(client).createSession({ userId: 'anna' })
  await run(`CREATE TRIGGER refuse BEFORE DELETE ON "Session"
    BEGIN SELECT RAISE(ABORT, 'refused'); END`)
  const before = await rows('Key')
  await client.$transaction(async (tx) => {
    await expect(here(tx).resetPassword({ ...key, password: 'another one' })).rejects.toThrow()
  })
  expect(await rows('Key')).toEqual(before)
  expect(await rows('Session')).toHaveLength(1)
})

describe('with read replicas that lag behind', () => {
  const open = async () => {
    const [primary, replica] = [await openApp(client), await openApp(client)]
    const extended = primary
      .connect()
      .$extends(readReplicas({ replicas: [replica.connect() as never] }) as never)
    return { auth: here(extended), primary, replica }
  }

  it('signs up, signs in and changes a user whom the replica does not know yet', async () => {
    const { auth, primary } = await open()
    const user = { userId: 'anna', email: 'a@b.c', role: 'reader' }
    expect(await auth.createUser(anna)).toEqual(user)
    const session = await auth.createSession({ userId: 'anna' })
    expect(session.user).toEqual(user)
    expect(await auth.validateSession(session.sessionId)).toEqual(session)
    expect(await auth.useKey('email', 'a@b.c', null)).toMatchObject({ userId: 'anna' })
    expect(await auth.updateUserAttributes('anna', { role: 'admin' })).toMatchObject({
      role: 'admin',
    })
    await auth.createKey({ ...anna.key, userId: 'anna', providerId: 'github' })
    await auth.deleteUser('anna')
    await expect(auth.validateSession(session.sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
    for (const table of ['User', 'Key', 'Session']) expect(primary.rows(table)).toEqual([])
  })

  it('shows a change as it was written, whatever the replica still has', async () => {
    const { auth, primary, replica } = await open()
    await auth.createUser(anna)
    replica.run(`INSERT INTO "User" (id, email, role) VALUES ('anna', 'old@b.c', 'reader')`)
    const updated = await auth.updateUserAttributes('anna', { email: 'new@b.c' })
    expect(updated).toEqual({ userId: 'anna', email: 'new@b.c', role: 'reader' })
    await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
    replica.run(`INSERT INTO "Session" SELECT 'session-1', 'anna', 1e15, 1e15, 'XX'`)
    const session = await auth.updateSessionAttributes('session-1', { country: 'DE' })
    expect(primary.rows('Session')).toMatchObject([{ country: 'DE' }])
    expect(session.idlePeriodExpiresAt.getTime()).toBe(
      Number(primary.rows('Session')[0]?.idle_expires),
    )
  })

  it('asks the replica first', async () => {
    const { auth, replica } = await open()
    replica.run(`INSERT INTO "User" (id, email) VALUES ('carla', 'c@b.c')`)
    await expect(auth.getUser('carla')).resolves.toMatchObject({ email: 'c@b.c' })
  })
})

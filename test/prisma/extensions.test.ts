import { expect, it } from 'vitest'
import { type AppClient, anna, generateApp, here, openApp, plain } from './app.ts'

const module = await generateApp('extensions')
const day = 24 * 60 * 60 * 1000

interface Operation {
  model: string
  operation: string
  args: { where?: object; data?: object }
  query(args: unknown): Promise<Record<string, unknown> | null>
}

/** A client whose extension notes every operation. */
function noting(base: AppClient, noted: string[]): AppClient {
  return base.$extends({
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }: Operation) {
          noted.push(`${model}.${operation}`)
          return query(args)
        },
      },
    },
  })
}

/** Soft delete, and a user who is deleted so is not found. */
function softDeleting(base: AppClient): AppClient {
  return base.$extends({
    query: {
      user: {
        delete: ({ args }: Operation) =>
          base.user.update({ ...args, data: { deletedAt: Date.now() } }),
        async findUnique({ args, query }: Operation) {
          const user = await query(args)
          return user?.deletedAt ? null : user
        },
      },
    },
  })
}

type AnyAuth = ReturnType<typeof plain>

const calls: Record<string, (auth: AnyAuth) => Promise<unknown>> = {
  createUser: (auth) => auth.createUser(anna),
  getUser: (auth) => auth.getUser('anna'),
  updateUserAttributes: (auth) => auth.updateUserAttributes('anna', { role: 'admin' }),
  createKey: (auth) =>
    auth.createKey({ userId: 'anna', providerId: 'github', providerUserId: '1', password: null }),
  useKey: (auth) => auth.useKey('email', 'a@b.c', null),
  getKey: (auth) => auth.getKey('email', 'a@b.c'),
  getAllUserKeys: (auth) => auth.getAllUserKeys('anna'),
  updateKeyPassword: (auth) => auth.updateKeyPassword('email', 'a@b.c', null),
  deleteKey: (auth) => auth.deleteKey('github', '1'),
  'deleteKey of none': (auth) => auth.deleteKey('github', '1'),
  createSession: (auth) =>
    auth.createSession({ userId: 'anna', sessionId: 'session-1', attributes: {} }),
  getSession: (auth) => auth.getSession('session-1'),
  validateSession: (auth) => auth.validateSession('session-1'),
  updateSessionAttributes: (auth) => auth.updateSessionAttributes('session-1', { country: 'DE' }),
  getAllUserSessions: (auth) => auth.getAllUserSessions('anna'),
  invalidateSession: (auth) => auth.invalidateSession('session-1'),
  'invalidateSession of none': (auth) => auth.invalidateSession('session-1'),
  invalidateAllUserSessions: (auth) => auth.invalidateAllUserSessions('anna'),
  deleteUser: (auth) => auth.deleteUser('anna'),
  'deleteUser of none': (auth) => auth.deleteUser('anna'),
}

/** Where an extension sees other operations than through the official adapter, and why. */
const differences: Record<string, string[]> = {
  // The key is written with the user in one operation, which is all or nothing on its own.
  createUser: ['User.create'],
  // Lucia leaves a key of nobody where the database has no foreign keys.
  createKey: ['Key.create', 'User.findUnique'],
  // The rows come with the writes, and are not read again.
  updateUserAttributes: ['User.update'],
  updateSessionAttributes: ['Session.update', 'User.findUnique'],
}

it('lets an extension see the operations that it sees of the official adapter', async () => {
  const seen = []
  for (const open of [plain, here]) {
    const app = await openApp(module)
    const noted: string[] = []
    const auth = open(noting(app.connect(), noted)) as AnyAuth
    const byCall: Record<string, string[]> = {}
    for (const [name, call] of Object.entries(calls)) {
      noted.length = 0
      await call(auth)
      byCall[name] = [...new Set(noted)].sort()
    }
    seen.push(byCall)
  }
  const [official, ours] = seen
  expect(ours).toEqual({ ...official, ...differences })
})

it('soft-deletes a user where an extension does, who then is signed out', async () => {
  const app = await openApp(module)
  const client = softDeleting(app.connect())
  const auth = here(client)
  await auth.createUser(anna)
  const { sessionId } = await auth.createSession({ userId: 'anna' })
  await expect(auth.validateSession(sessionId)).resolves.toMatchObject({ state: 'active' })
  await client.user.delete({ where: { id: 'anna' } })
  await expect(auth.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  await auth.deleteUser('anna')
  expect(app.rows('User')).toMatchObject([{ id: 'anna', deletedAt: expect.any(Number) }])
  for (const table of ['Key', 'Session']) expect(app.rows(table)).toEqual([])
  await expect(auth.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  await expect(auth.getSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  await expect(auth.getUser('anna')).rejects.toThrow('AUTH_INVALID_USER_ID')
  await expect(auth.createSession({ userId: 'anna' })).rejects.toThrow('AUTH_INVALID_USER_ID')
})

it('does not end the sessions and keys of a user whom an extension keeps', async () => {
  const app = await openApp(module)
  const base = app.connect()
  const refusing = base.$extends({
    query: { user: { delete: () => Promise.reject(new Error('not this one')) } },
  })
  const auth = here(refusing)
  await auth.createUser(anna)
  await auth.createSession({ userId: 'anna' })
  await expect(auth.deleteUser('anna')).rejects.toThrow('not this one')
  for (const table of ['User', 'Key', 'Session']) expect(app.rows(table)).toHaveLength(1)
})

it('lets an extension change what is written, in new rows and in updates', async () => {
  const app = await openApp(module)
  const lower = ({ args, query }: Operation) => {
    const { email } = args.data as { email?: string }
    return query({ ...args, data: { ...args.data, ...(email && { email: email.toLowerCase() }) } })
  }
  const auth = here(app.connect().$extends({ query: { user: { create: lower, update: lower } } }))
  await auth.createUser({ ...anna, attributes: { email: 'ANNA@B.C' } })
  expect(app.rows('User')).toMatchObject([{ email: 'anna@b.c' }])
  await auth.updateUserAttributes('anna', { email: 'OTHER@B.C' })
  expect(app.rows('User')).toMatchObject([{ email: 'other@b.c' }])
})

it('calls the methods that an extension puts in the place of those of a model', async () => {
  const app = await openApp(module)
  const base = app.connect()
  const auth = here(base.$extends({ model: { user: { findUnique: async () => null } } }))
  const { sessionId } = await here(base).createSession({
    userId: (await here(base).createUser(anna)).userId,
  })
  await expect(auth.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  await expect(here(base).validateSession(sessionId)).resolves.toBeDefined()
})

it('gives an extension whole records to look at', async () => {
  const app = await openApp(module)
  const seen: unknown[] = []
  const watching = app.connect().$extends({
    query: {
      async $allOperations({ args, query }: Operation) {
        const result = await query(args)
        seen.push(result)
        return result
      },
    },
  })
  const auth = here(watching)
  await auth.createUser(anna)
  await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
  await auth.validateSession('session-1')
  const user = { id: 'anna', email: 'a@b.c', role: 'reader', deletedAt: null }
  expect(seen.filter((row) => Object.hasOwn(row as object, 'email'))).toEqual([user, user, user])
})

it('renews a session through the extensions, and not one that is gone', async () => {
  const app = await openApp(module)
  const noted: string[] = []
  const auth = here(noting(app.connect(), noted))
  await auth.createUser(anna)
  await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
  app.run(`UPDATE "Session" SET active_expires = ${Date.now() - day}`)
  noted.length = 0
  expect(await auth.validateSession('session-1')).toMatchObject({ fresh: true })
  expect(noted).toEqual(['Session.findUnique', 'User.findUnique', 'Session.update'])
})

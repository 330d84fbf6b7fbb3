import type { KeySchema, SessionSchema, UserSchema } from 'lucia'
import type { AuthAdapter } from '../adapter/adapter.ts'
import { type Write, writer } from '../adapter/violation.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { hasTransactions, type PrismaClient, type PrismaRecord } from './client.ts'
import { type MappedModel, mappedModel, userField } from './models.ts'
import { prismaViolation } from './violation.ts'

/**
 * Lucia's adapter over the model API of a Prisma client. Each method is one operation, or several
 * that happen together or not at all; where Prisma has no transactions, see the two that say so.
 */
export function prismaAdapter(
  schema: AuthSchema,
  client: PrismaClient,
  holdsSessions: boolean,
): AuthAdapter {
  const user = operations(mappedModel(client, 'user', schema.user))
  const key = operations(mappedModel(client, 'key', schema.key))
  const session = holdsSessions
    ? operations(mappedModel(client, 'session', schema.session))
    : undefined
  const models = [user.model, key.model, ...(session ? [session.model] : [])]
  const write = writer(
    schema,
    (error) => prismaViolation(error, models),
    async (userId) => (await user.findOne(userId)) !== null,
  )
  const adapter: Partial<AuthAdapter> = {
    // Transactions of the app have clients of their own.
    endsTransaction: async () => false,
    ...userMethods(client, write, { user, key, session }),
    ...keyMethods(key, write),
    ...(session && sessionMethods(session, write)),
    ...(session && checkMethods(session, user, userField(client, session.model, user.model))),
  }
  return adapter as AuthAdapter
}

type Operations = ReturnType<typeof operations>

/** The operations on a model, by the properties of the schema. None runs before it is awaited. */
function operations(model: MappedModel) {
  const { delegate, select, toData, toRow } = model
  const fieldName = (property: string) => model.fields[property]?.name ?? property
  const idField = fieldName('id')
  const matching = (conditions: Record<string, unknown>) => ({
    where: Object.fromEntries(
      Object.entries(conditions).map(([property, value]) => [fieldName(property), value]),
    ),
  })
  return {
    model,
    async findOne<Row>(id: string): Promise<Row | null> {
      const record = await delegate.findUnique({ ...matching({ id }), select })
      return record && (toRow(record) as Row)
    },
    async findMany<Row>(conditions: Record<string, unknown>): Promise<Row[]> {
      const records = await delegate.findMany({ ...matching(conditions), select })
      return records.map((record) => toRow(record) as Row)
    },
    async oldestIds(property: string, conditions: Record<string, unknown>, take: number) {
      const orderBy = { [fieldName(property)]: 'asc' }
      const query = { ...matching(conditions), orderBy, take, select: { [idField]: true } }
      return (await delegate.findMany(query)).map((record) => record[idField])
    },
    create: (row: object) =>
      delegate.create({
        data: toData({ ...generated(model, 'defaultFn'), ...row }),
        select: { [idField]: true },
      }),
    // Unlike `update` and `delete`, these take a row that is gone for none.
    update: (id: string, values: object) =>
      delegate.updateMany({
        ...matching({ id }),
        data: toData({ ...generated(model, 'onUpdateFn'), ...values }),
      }),
    remove: (conditions: Record<string, unknown>) => delegate.deleteMany(matching(conditions)),
  }
}

/** The values that the schema makes by itself, for columns that a write leaves out. */
function generated({ fields }: MappedModel, when: 'defaultFn' | 'onUpdateFn'): object {
  const values = Object.entries(fields).flatMap(([property, { column }]) => {
    const make = column[when] ?? column.onUpdateFn
    return make ? [[property, make()]] : []
  })
  return Object.fromEntries(values)
}

function userMethods(
  client: PrismaClient,
  write: Write,
  { user, key, session }: { user: Operations; key: Operations; session: Operations | undefined },
) {
  const isAtomic = hasTransactions(client)
  return {
    getUser: (userId) => user.findOne<UserSchema>(userId),
    async setUser(userRow, keyRow) {
      const addUser = user.create(userRow)
      if (!keyRow) return void (await write(addUser))
      const addKey = key.create(keyRow)
      if (isAtomic) return void (await write(client.$transaction([addUser, addKey])))
      await write(addUser)
      try {
        await write(addKey)
      } catch (error) {
        // Without its key nobody could sign in as this user, whose name would be taken all the same.
        await user.remove({ id: userRow.id })
        throw error
      }
    },
    async updateUser(userId, attributes) {
      await write(user.update(userId, attributes))
    },
    async deleteUser(userId) {
      const parts = session ? [session, key] : [key]
      const removeParts = parts.map((part) => part.remove({ userId }))
      const removeUser = () => user.remove({ id: userId })
      if (isAtomic) return void (await client.$transaction([...removeParts, removeUser()]))
      // Where foreign keys cascade, this deletes all of it at once, or nothing.
      const isGone = await removeUser().then(
        () => true,
        (error) => {
          if (error.code !== 'P2003') throw error
        },
      )
      for (const removePart of removeParts) await removePart
      if (!isGone) await removeUser()
    },
  } satisfies Partial<AuthAdapter>
}

function keyMethods(key: Operations, write: Write) {
  return {
    getKey: (keyId) => key.findOne<KeySchema>(keyId),
    getKeysByUserId: (userId) => key.findMany<KeySchema>({ userId }),
    async setKey(row) {
      await write(key.create(row), row.user_id)
    },
    async updateKey(keyId, partialKey) {
      await write(key.update(keyId, partialKey))
    },
    async deleteKey(keyId) {
      await key.remove({ id: keyId })
    },
    async deleteKeysByUserId(userId) {
      await key.remove({ userId })
    },
  } satisfies Partial<AuthAdapter>
}

function sessionMethods(session: Operations, write: Write) {
  const expired = () => ({ idleExpires: { lt: Date.now() } })
  return {
    getSession: (sessionId) => session.findOne<SessionSchema>(sessionId),
    getSessionsByUserId: (userId) => session.findMany<SessionSchema>({ userId }),
    async setSession(row) {
      await write(session.create(row), row.user_id)
    },
    async updateSession(sessionId, partialSession) {
      await write(session.update(sessionId, partialSession))
    },
    async renewSession(sessionId, expiries) {
      return (await session.update(sessionId, expiries)).count > 0
    },
    async deleteSession(sessionId) {
      await session.remove({ id: sessionId })
    },
    async deleteSessionsByUserId(userId) {
      await session.remove({ userId })
    },
    async deleteExpiredSessions(limit) {
      const ids = await session.oldestIds('idleExpires', expired(), limit)
      return (await session.remove({ id: { in: ids }, ...expired() })).count
    },
    async deleteExpiredUserSessions(userId) {
      await session.remove({ userId, ...expired() })
    },
  } satisfies Partial<AuthAdapter>
}

/** The session check: session and user in one query of Prisma. */
function checkMethods({ model: session }: Operations, { model: user }: Operations, field: string) {
  const select = { ...session.select, [field]: { select: user.select } }
  const id = session.fields.id?.name ?? 'id'
  return {
    async getSessionAndUser(sessionId) {
      const record = await session.delegate.findUnique({ where: { [id]: sessionId }, select })
      const owner = record?.[field] as PrismaRecord | null | undefined
      if (!record || !owner) return [null, null]
      return [session.toRow(record) as SessionSchema, user.toRow(owner) as UserSchema]
    },
  } satisfies Partial<AuthAdapter>
}

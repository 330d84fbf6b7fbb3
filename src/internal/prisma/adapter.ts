import type { KeySchema, SessionSchema, UserSchema } from 'lucia'
import type { AuthAdapter } from '../adapter/adapter.ts'
import { inSteps } from '../adapter/in-steps.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import type { PrismaClient, PrismaRecord } from './client.ts'
import { mappedModel, userField } from './models.ts'
import { Operations, unlessGone } from './operations.ts'
import { passwordMethods } from './passwords.ts'
import { type UserPart, userMethods } from './users.ts'
import { prismaViolation } from './violation.ts'

/**
 * Lucia's adapter over the model API of a Prisma client. Its operations are those of the official
 * adapter, by unique id, so that the extensions of the client hold; where no extension would miss
 * one, there are fewer.
 */
export function prismaAdapter(
  schema: AuthSchema,
  client: PrismaClient,
  holdsSessions: boolean,
  others: UserPart[],
): AuthAdapter {
  const operations = (part: keyof AuthSchema) =>
    new Operations(client, mappedModel(client, part, schema[part]))
  const user = operations('user')
  const key = operations('key')
  const session = holdsSessions ? operations('session') : undefined
  const models = [user, key, ...(session ? [session] : [])].map(({ model }) => model)
  const adapter: Partial<AuthAdapter> = {
    violation: (error) => prismaViolation(error, models),
    // Transactions of the app have clients of their own.
    endsTransaction: async () => false,
    getUser: (userId) => user.findOne<UserSchema>(userId),
    ...userMethods(client, { user, key, session, others }),
    ...keyMethods(key),
    ...passwordMethods(client, { user, key, session }),
    ...(session && sessionMethods(session)),
    ...(session && expiryMethods(session)),
    ...(session && checkMethods(session, user, userField(client, session.model, user.model).name)),
  }
  return Object.assign(adapter as AuthAdapter, inSteps(adapter as AuthAdapter))
}

function keyMethods(key: Operations) {
  return {
    getKey: (keyId) => key.findOne<KeySchema>(keyId),
    getKeysByUserId: (userId) => key.findMany<KeySchema>(userId),
    async setKey(row) {
      await key.create(row)
    },
    async updateKey(keyId, partialKey) {
      await key.update(keyId, partialKey)
    },
    async deleteKey(keyId) {
      await unlessGone(key.delete(keyId))
    },
    async deleteKeysByUserId(userId) {
      await key.deleteOf(userId)
    },
  } satisfies Partial<AuthAdapter>
}

function sessionMethods(session: Operations) {
  return {
    getSession: (sessionId) => session.findOne<SessionSchema>(sessionId),
    getSessionsByUserId: (userId) => session.findMany<SessionSchema>(userId),
    async setSession(row) {
      return session.toRow<SessionSchema>(await session.create(row))
    },
    async updateSession(sessionId, partialSession) {
      return await session.update<SessionSchema>(sessionId, partialSession)
    },
    async renewSession(sessionId, expiries) {
      return (await session.update(sessionId, expiries)) !== undefined
    },
    async deleteSession(sessionId) {
      await unlessGone(session.delete(sessionId))
    },
    async deleteSessionsByUserId(userId) {
      await session.deleteOf(userId)
    },
  } satisfies Partial<AuthAdapter>
}

function expiryMethods(session: Operations) {
  const { delegate } = session.model
  const id = session.fieldName('id')
  const idleExpires = session.fieldName('idleExpires')
  const expired = () => ({ [idleExpires]: { lt: Date.now() } })
  return {
    async deleteExpiredSessions(limit) {
      const oldest = { orderBy: { [idleExpires]: 'asc' }, take: limit, select: { [id]: true } }
      const records = await delegate.findMany({ where: expired(), ...oldest })
      const ids = records.map((record) => record[id])
      return (await delegate.deleteMany({ where: { [id]: { in: ids }, ...expired() } })).count
    },
    async deleteExpiredUserSessions(userId) {
      await session.deleteOf(userId, expired())
    },
  } satisfies Partial<AuthAdapter>
}

/** The session check: session and user in one query, unless an extension sees users being found. */
function checkMethods(session: Operations, user: Operations, relation: string) {
  return {
    async getSessionAndUser(sessionId) {
      const isApart = user.areSeen('findUnique')
      const query = isApart ? session.whole : session.wholeWith({ [relation]: user })
      const record = await session.findRecord(sessionId, query)
      if (!record) return [null, null]
      const row = session.toRow<SessionSchema>(record)
      if (isApart) return paired(row, await user.findOne<UserSchema>(row.user_id))
      const owner = record[relation] as PrismaRecord | null
      return paired(row, owner && user.toRow<UserSchema>(owner))
    },
  } satisfies Partial<AuthAdapter>
}

function paired(
  session: SessionSchema,
  user: UserSchema | null,
): [SessionSchema, UserSchema] | [null, null] {
  return user ? [session, user] : [null, null]
}

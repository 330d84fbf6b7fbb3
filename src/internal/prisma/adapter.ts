import type { KeySchema, SessionSchema, UserSchema } from 'lucia'
import type { AuthAdapter } from '../adapter/adapter.ts'
import { inSteps } from '../adapter/in-steps.ts'
import { repeated } from '../adapter/repeat.ts'
import { isInTheWay } from '../adapter/violation.ts'
import {
  isInTransaction,
  type PrismaClient,
  type PrismaField,
  type PrismaRecord,
} from './client.ts'
import { type Models, userField } from './model.ts'
import { newUserMethods } from './new-user.ts'
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
  client: PrismaClient,
  models: Models,
  others: UserPart[],
): AuthAdapter {
  const user = new Operations(client, models.user)
  const key = new Operations(client, models.key)
  const session = models.session && new Operations(client, models.session)
  const known = [models.user, models.key, ...(models.session ? [models.session] : [])]
  const adapter: Partial<AuthAdapter> = {
    violation: (error) => prismaViolation(error, client, known),
    endsTransaction: async () => isInTransaction(client),
    getUser: (userId) => user.findOne<UserSchema>(userId),
    takesAlso: true,
    ...newUserMethods(client, { user, key }),
    ...userMethods(client, { user, key, session, others }),
    ...keyMethods(key),
    ...passwordMethods(client, { user, key, session }),
    ...(session && sessionMethods(session)),
    ...(session && expiryMethods(session)),
    ...(session && checkMethods(session, user, userField(client, session.model, user.model))),
  }
  const writing = repeating(adapter as AuthAdapter, client)
  return Object.assign(writing, inSteps(writing))
}

/** Writes that another one has undone are made again; a transaction of the app's is undone whole. */
function repeating(adapter: AuthAdapter, client: PrismaClient): AuthAdapter {
  if (isInTransaction(client)) return adapter
  const { takesAlso, violation, endsTransaction, ...methods } = adapter
  const calls = Object.entries(methods).map(([name, method]) => {
    const call = method as (...args: unknown[]) => Promise<unknown>
    const again = async (error: unknown, elapsed: number) => isInTheWay(error, elapsed, violation)
    return [name, (...args: unknown[]) => repeated(() => call(...args), again)]
  })
  return { ...Object.fromEntries(calls), takesAlso, violation, endsTransaction }
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
    async renewSession(sessionId, values) {
      return (await session.update(sessionId, values)) !== undefined
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

/**
 * The session check: session and user in one query, unless an extension sees users being found, or
 * the models have no relation.
 */
function checkMethods(session: Operations, user: Operations, relation: PrismaField | undefined) {
  return {
    async getSessionAndUser(sessionId) {
      const field = user.areSeen('findUnique') ? undefined : relation?.name
      const query = field === undefined ? session.whole : session.wholeWith({ [field]: user })
      const record = await session.findRecord(sessionId, query).catch(noneOfNobody)
      if (!record) return [null, null]
      const { [field ?? '']: owner, ...own } = record
      const row = session.toRow<SessionSchema>(own)
      if (field === undefined) return paired(row, await user.findOne<UserSchema>(row.user_id))
      return paired(row, owner ? user.toRow<UserSchema>(owner as PrismaRecord) : null)
    },
  } satisfies Partial<AuthAdapter>
}

/** Prisma 5 calls a row without the one that it refers to inconsistent, and gives neither. */
function noneOfNobody(error: unknown): null {
  if (error instanceof Error && error.message.includes('Inconsistent query result')) return null
  throw error
}

function paired(
  session: SessionSchema,
  user: UserSchema | null,
): [SessionSchema, UserSchema] | [null, null] {
  return user ? [session, user] : [null, null]
}

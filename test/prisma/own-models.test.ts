import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { UniqueConstraintError } from '../../src/errors.ts'
import { createAuth as typedCreateAuth } from '../../src/prisma.ts'
import type { Row } from '../conformance/engine.ts'
import { createDatabase } from '../servers/database.ts'
import type { ClientModule, TestClient } from './clients.ts'
import { generate } from './generate.ts'

/** The tables that Prisma makes of `scalars.prisma`. */
const tables = `
  CREATE TYPE "Role" AS ENUM ('reader', 'w-r');
  CREATE TABLE "app_user" (
    "id" TEXT PRIMARY KEY, "name" TEXT NOT NULL, "nickname" TEXT,
    "role" "Role" NOT NULL DEFAULT 'reader', "second" "Role", "roles" "Role"[],
    "age" INTEGER NOT NULL, "score" DOUBLE PRECISION, "balance" DECIMAL(65,30) NOT NULL,
    "large" BIGINT NOT NULL, "admin" BOOLEAN NOT NULL DEFAULT false,
    "joinedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "leftAt" TIMESTAMP(3),
    "settings" JSONB, "picture" BYTEA, "tags" TEXT[], "updatedAt" TIMESTAMP(3) NOT NULL
  );
  CREATE TABLE "app_session" (
    "id" TEXT PRIMARY KEY,
    "userId" TEXT NOT NULL REFERENCES "app_user" ("id") ON DELETE CASCADE,
    "activeExpires" BIGINT NOT NULL, "idleExpires" BIGINT NOT NULL,
    "seen_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
  );
  CREATE TABLE "app_key" (
    "_id" TEXT PRIMARY KEY,
    "userId" TEXT NOT NULL REFERENCES "app_user" ("id") ON DELETE CASCADE,
    "hashed_password" TEXT
  );
  CREATE UNIQUE INDEX "one of an age" ON "app_user" ("name", "age");
  CREATE UNIQUE INDEX "app_user_age_nickname_key" ON "app_user" ("age", "nickname");`

interface Client extends TestClient {
  $transaction<Result>(run: (tx: Client) => Promise<Result>): Promise<Result>
  user: { count(): Promise<number> }
}

const files = await generate('scalars', 'postgresql', ['scalars.prisma'])
const modules: ClientModule[] = [await import(files.client), await import(files.clientJs)]
const database = await createDatabase(inject('postgresUrl'))
const own = new pg.Client({ connectionString: database.url })
await own.connect()
await own.query(tables)
afterAll(async () => {
  await own.end()
  await database.drop()
})

/** Untyped: the client's types exist only once it is generated. The guide's test has them. */
const createAuth = (client: unknown) =>
  (typedCreateAuth as unknown as (client: unknown, options: object) => { auth: AnyAuth })(client, {
    getUserAttributes: ({ id, ...user }: Row) => user,
    getSessionAttributes: ({ seenAt, user_id }: Row) => ({ seenAt, user_id }),
  })

type AnyAuth = {
  [Method in
    | 'createUser'
    | 'createSession'
    | 'createKey'
    | 'getUser'
    | 'updateUserAttributes'
    | 'validateSession'
    | 'invalidateSession'
    | 'useKey'
    | 'deleteUser']: (...args: unknown[]) => Promise<Row>
}

const required = { name: 'Anna', age: 42, balance: '12.50', large: 9007199254740993n }
const key = { providerId: 'email', providerUserId: 'a@b.c', password: null }
const anna = { userId: 'anna', key, attributes: required }
const rows = async (table: string) => (await own.query<Row>(`SELECT * FROM "${table}"`)).rows

describe.each(
  modules.map(
    (module, index) => [index === 0 ? 'prisma-client' : 'prisma-client-js', module] as const,
  ),
)('the models of a client of %s', (_, { PrismaClient }) => {
  let prisma: Client
  let auth: AnyAuth
  beforeEach(() => {
    const adapter = new PrismaPg({ connectionString: database.url })
    prisma = new PrismaClient({ adapter }) as Client
    auth = createAuth(prisma).auth
  })
  afterEach(async () => {
    await prisma.$disconnect()
    await own.query('DELETE FROM "app_user"')
  })

  it('store and show a value of every type as the client does', async () => {
    const values = {
      nickname: 'Nan',
      role: 'writer',
      second: 'reader',
      roles: ['writer', 'reader'],
      score: 0.25,
      admin: true,
      joinedAt: new Date(0),
      leftAt: new Date(1),
      settings: { theme: 'dark', sizes: [1, null] },
      picture: new Uint8Array([0, 1, 255]),
      tags: ['a', 'b'],
    }
    const created = await auth.createUser({ ...anna, attributes: { ...required, ...values } })
    expect(created).toMatchObject({ ...values, age: 42, large: 9007199254740993n })
    expect(String(created.balance)).toBe('12.5')
    expect(await auth.getUser('anna')).toEqual(created)
    const [row] = await rows('app_user')
    expect(row).toMatchObject({ role: 'w-r', tags: ['a', 'b'], large: '9007199254740993' })
    const nulls = { nickname: null, second: null, score: null, settings: null, picture: null }
    expect(await auth.updateUserAttributes('anna', nulls)).toMatchObject(nulls)
    expect((await rows('app_user'))[0]).toMatchObject(nulls)
  })

  it('fill in what is left out, and show it', async () => {
    const user = await auth.createUser(anna)
    expect(user).toMatchObject({ role: 'reader', roles: [], admin: false, leftAt: null })
    expect(user.joinedAt).toBeInstanceOf(Date)
    const session = await auth.createSession({ userId: 'anna', attributes: {} })
    expect(session).toMatchObject({ seenAt: expect.any(Date), user_id: 'anna' })
    expect(await auth.validateSession(session.sessionId)).toEqual(session)
  })

  it('refuse a value that is none of the type, or an operation of Prisma', async () => {
    await auth.createUser(anna)
    const before = await rows('app_user')
    const wrong: [string, unknown, RegExp][] = [
      ['name', { set: 'x' }, /attributes\.name must be a string/],
      ['name', null, /attributes\.name must not be null/],
      ['age', { increment: 1 }, /attributes\.age must be a number/],
      ['age', '1', /attributes\.age must be a number/],
      ['large', { increment: 1n }, /attributes\.large must be a bigint/],
      ['balance', { increment: 1 }, /attributes\.balance must be a decimal/],
      ['admin', { not: true }, /attributes\.admin must be a boolean/],
      ['role', { set: 'writer' }, /attributes\.role must be one of reader, writer/],
      ['role', 'admin', /attributes\.role must be one of reader, writer/],
      ['roles', { push: 'writer' }, /attributes\.roles must be an array/],
      ['roles', ['admin'], /attributes\.roles must hold items, each of which must be one of/],
      ['tags', { set: ['x'] }, /attributes\.tags must be an array/],
      ['leftAt', { set: null }, /attributes\.leftAt must be a valid Date/],
      ['picture', { set: null }, /attributes\.picture must be bytes/],
      ['sessions', { deleteMany: {} }, /attributes\.sessions is not an attribute/],
      ['id', 'berta', /attributes\.id is not an attribute/],
    ]
    for (const [name, value, message] of wrong) {
      const update = auth.updateUserAttributes('anna', { [name]: value })
      await expect(update).rejects.toThrow(message)
    }
    expect(await rows('app_user')).toEqual(before)
  })

  it('name the columns of a key of several, by its fields', async () => {
    await auth.createUser({ ...anna, attributes: { ...required, nickname: 'Nan' } })
    const taken = { ...key, providerUserId: 'b@b.c' }
    const named = { key: taken, attributes: { ...required, nickname: 'Other' } }
    const error = await auth.createUser(named).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(UniqueConstraintError)
    expect(error).toMatchObject({ code: 'P2002', table: 'app_user', columns: ['name', 'age'] })
    const composite = { key: taken, attributes: { ...required, name: 'B', nickname: 'Nan' } }
    await expect(auth.createUser(composite)).rejects.toMatchObject({
      table: 'app_user',
      columns: expect.arrayContaining(['age', 'nickname']),
    })
    await expect(auth.createUser({ key, attributes: { ...required, name: 'C' } })).rejects.toThrow(
      'AUTH_DUPLICATE_KEY_ID',
    )
    await expect(
      auth.createUser({ ...anna, key: null, attributes: { ...required, name: 'D' } }),
    ).rejects.toMatchObject({ columns: ['id'] })
  })

  it('may be in a transaction, of which auth is a part', async () => {
    const stop = new Error('stop')
    const inTransaction = prisma.$transaction(async (tx) => {
      const inside = createAuth(tx).auth
      await inside.createUser(anna)
      const { sessionId } = await inside.createSession({ userId: 'anna', attributes: {} })
      expect(await inside.validateSession(sessionId)).toMatchObject({ sessionId })
      expect(await tx.user.count()).toBe(1)
      throw stop
    })
    await expect(inTransaction).rejects.toThrow(stop)
    for (const table of ['app_user', 'app_key', 'app_session'])
      expect(await rows(table)).toEqual([])
    await auth.createUser(anna)
    const { sessionId } = await auth.createSession({ userId: 'anna', attributes: {} })
    const undone = prisma.$transaction(async (tx) => {
      await createAuth(tx).auth.deleteUser('anna')
      expect(await tx.user.count()).toBe(0)
      throw stop
    })
    await expect(undone).rejects.toThrow(stop)
    expect(await auth.validateSession(sessionId)).toMatchObject({ sessionId })
    await prisma.$transaction((tx) => createAuth(tx).auth.deleteUser('anna'))
    for (const table of ['app_user', 'app_key', 'app_session'])
      expect(await rows(table)).toEqual([])
  })
})

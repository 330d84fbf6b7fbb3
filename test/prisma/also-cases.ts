import { describe, expect, it } from 'vitest'
import { UniqueConstraintError } from '../../src/errors.ts'
import type { CreateAuth, Engine, Row, TestDatabase } from '../conformance/engine.ts'
import { using } from '../conformance/engine.ts'

/** What is called here of a client, or of the one of a transaction. */
export interface AlsoClient {
  user: { create(query: object): PromiseLike<Row> }
  $transaction<Result>(run: (tx: AlsoClient) => Promise<Result>): Promise<Result>
  $transaction(operations: unknown[]): Promise<unknown[]>
  $extends(extension: object): AlsoClient
}

type Also = (prisma: AlsoClient, userId: string) => unknown
interface NewUser {
  userId?: string
  key: object | null
  attributes: { username: string }
  also?: Also
}
export type SignUp = (options: NewUser) => Promise<{ userId: string }>

const keyOf = (providerUserId: string) => ({ providerId: 'email', providerUserId, password: null })
export const carla = { userId: 'carla', key: keyOf('carla'), attributes: { username: 'carla' } }

/** Rows of the app: users again, whose names may be taken. */
const rowOf = (prisma: AlsoClient, id: string, username = id) =>
  prisma.user.create({ data: { id, username } })

/** What holds for statements of the app that are written with a user. */
export function alsoCases({ createAuth, ...engine }: Engine): void {
  const names = async ({ rows }: TestDatabase) =>
    (await rows('user')).map(({ username }) => username).sort()
  const signUpOn = (client: unknown) =>
    (createAuth as CreateAuth)(client as never, { schema: engine.schemas.lucia }).auth
      .createUser as unknown as SignUp
  const on = (body: (database: TestDatabase & { prisma: AlsoClient }) => Promise<void>) =>
    using({ createAuth, ...engine }, ['lucia'], (database) =>
      body({ ...database, prisma: database.handle as unknown as AlsoClient }),
    )

  describe(`${engine.name}: also of createUser()`, () => {
    it('writes rows of the app with the user, on the client of the set-up', () =>
      on(async ({ prisma, ...database }) => {
        const also: Also = (given, userId) => {
          expect(given).toBe(prisma)
          return [rowOf(given, `${userId} 1`), rowOf(given, 'other')]
        }
        expect(await signUpOn(prisma)({ ...carla, also })).toMatchObject({ userId: 'carla' })
        expect(await names(database)).toEqual(['carla', 'carla 1', 'other'])
        expect(await database.rows('user_key')).toMatchObject([{ user_id: 'carla' }])
        const attributes = { username: 'dora' }
        await signUpOn(prisma)({ key: null, attributes, also: () => [] })
        expect(await names(database)).toEqual(['carla', 'carla 1', 'dora', 'other'])
      }))

    it('leaves nothing behind when any of the statements fails, whose error it rejects with', () =>
      on(async ({ prisma, ...database }) => {
        const signUp = signUpOn(prisma)
        await database.insert('user', { id: 'taken', username: 'taken' })
        for (const at of [0, 1, 2]) {
          const also: Also = (given) =>
            [0, 1, 2].map((index) => rowOf(given, `${index}`, index === at ? 'taken' : undefined))
          const error = await signUp({ ...carla, also }).catch((reason) => reason)
          expect(error).toMatchObject({ code: 'P2002', table: 'user' })
          expect(error).toBeInstanceOf(UniqueConstraintError)
          expect(await names(database)).toEqual(['taken'])
        }
        // And when it is the user's own that fail.
        await signUp({ ...carla, also: () => [] })
        const another = { ...carla, userId: 'dora', attributes: { username: 'dora' } }
        const takenKey = signUp({ ...another, also: (given) => [rowOf(given, 'new')] })
        await expect(takenKey).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
        expect(await names(database)).toEqual(['carla', 'taken'])
        expect(await database.rows('user_key')).toHaveLength(1)
      }))

    it('keeps rows and users together when many sign up at once', () =>
      on(async ({ prisma, ...database }) => {
        const signUps = Array.from({ length: 20 }, (_, index) =>
          signUpOn(prisma)({
            key: keyOf(`user ${index}`),
            attributes: { username: `user ${index}` },
            // Every name is wanted twice.
            also: (given) => [rowOf(given, `of ${index}`, `name ${index % 10}`)],
          }),
        )
        const results = await Promise.allSettled(signUps)
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
        expect(await names(database)).toHaveLength(20)
        expect(await database.rows('user_key')).toHaveLength(10)
      }))

    it('runs before anything is written, and refuses what is no array of operations', () =>
      on(async ({ prisma, ...database }) => {
        const signUp = signUpOn(prisma)
        const reason = new Error('the app says no')
        const throwing = () => {
          throw reason
        }
        await expect(signUp({ ...carla, also: throwing })).rejects.toBe(reason)
        for (const wrong of [undefined, {}, [{}], [undefined], ['insert'], [Promise.resolve()]]) {
          await expect(signUp({ ...carla, also: () => wrong })).rejects.toThrow(
            /^also\(\) must return an array of operations of Prisma that are not awaited\. Received /,
          )
        }
        expect(await names(database)).toEqual([])
      }))

    it('is refused where an extension sends operations in transactions of their own', () =>
      on(async ({ prisma, ...database }) => {
        type Query = { args: object; query(args: object): unknown }
        const create = async ({ args, query }: Query) =>
          (await prisma.$transaction([query(args)]))[0]
        const apart = prisma.$extends({ query: { user: { create } } })
        const refused = signUpOn(apart)({ ...carla, also: (given) => [rowOf(given, 'new')] })
        await expect(refused).rejects.toThrow(/an extension of this client sends operations in/)
        expect(await names(database)).toEqual([])
        expect(await database.rows('user_key')).toEqual([])
      }))

    it("is part of the app's transaction, of which a user who is refused takes nothing along", () =>
      on(async ({ prisma, ...database }) => {
        await prisma.$transaction(async (tx) => {
          const signUp = signUpOn(tx)
          await signUp({ ...carla, also: (given, userId) => [rowOf(given, `${userId} 1`)] })
          for (const username of ['dora', 'carla 1']) {
            const key = keyOf(username === 'dora' ? 'carla' : 'dora')
            const also: Also = (given) => [rowOf(given, 'new', username)]
            const refused = signUp({ userId: 'dora', key, attributes: { username: 'erna' }, also })
            await expect(refused).rejects.toThrow()
          }
          await rowOf(tx, 'last')
        })
        expect(await names(database)).toEqual(['carla', 'carla 1', 'last'])
        const stop = new Error('stop')
        const undone = prisma.$transaction(async (tx) => {
          const { userId } = await signUpOn(tx)({
            key: null,
            attributes: { username: 'dora' },
            also: (given) => [rowOf(given, 'erna')],
          })
          expect(userId).toHaveLength(15)
          throw stop
        })
        await expect(undone).rejects.toBe(stop)
        expect(await names(database)).toHaveLength(3)
      }))
  })
}

import * as edge from '@prisma/client/edge'
import type { RequestContext } from 'lucia'
import { setUpPrisma } from '../internal/prisma/driver.ts'
import { type EdgeClientOptions, edgeClient } from '../internal/prisma/edge.ts'
import type { ModelNames, ModelOf, PrismaHandle } from '../internal/prisma/model-types.ts'
import type { OptionsOn, PrismaSchema, PrismaSetup } from '../internal/prisma/setup.ts'

export type * from '../internal/create-auth.ts'
export type * from '../internal/prisma/model-types.ts'
export type * from '../internal/prisma/setup.ts'
export type { EdgeClientOptions }

/** The client of `@prisma/client/edge`, with the types that it was generated with. */
export type EdgeClient = typeof edge extends { PrismaClient: infer Class }
  ? InstanceOf<Class>
  : PrismaHandle

/** Its constructor is generic, and nothing that is inferred fits its options. */
type InstanceOf<Class> = Class extends abstract new (
  ...options: never
) => unknown
  ? InstanceType<Class>
  : PrismaHandle

/** The client that a call is about: the given one, or the one that is made of its options. */
type ClientOf<Handle> = Handle extends PrismaHandle ? Handle : EdgeClient

/**
 * Sets up Lucia on Prisma's client for Workers: on one from `@prisma/client/edge`, or on one that it
 * makes of that client's options. It asks nothing of the database, and the same client, or the same
 * options, give the same result. Throws a `SetupError` when neither came, when the client cannot run
 * on Workers, when its models lack what Lucia needs, or when an option is wrong. Make a client for
 * each request: Workers end requests as hung that wait for what another one has begun.
 *
 * @example
 * ```ts
 * const { auth, prisma } = createAuth({ adapter: new PrismaD1(env.DB) })
 * ```
 */
export function createAuth<
  Handle extends PrismaHandle | EdgeClientOptions,
  const Models extends Partial<ModelNames<ModelOf<ClientOf<Handle>>>> = Record<never, never>,
  Schema extends PrismaSchema | undefined = undefined,
  UserAttributes extends object = NonNullable<unknown>,
  SessionAttributes extends object = NonNullable<unknown>,
  Args extends unknown[] = [RequestContext],
>(
  prisma: Handle,
  options?: OptionsOn<ClientOf<Handle>, Models, Schema, UserAttributes, SessionAttributes, Args>,
): PrismaSetup<ClientOf<Handle>, Models, Schema, UserAttributes, SessionAttributes, Args> {
  const client = edgeClient(prisma, () => Reflect.get(edge, 'PrismaClient') as never)
  return setUpPrisma(client, options) as never
}

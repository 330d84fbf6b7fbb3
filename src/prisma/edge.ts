import * as edge from '@prisma/client/edge'
import type { RequestContext } from 'lucia'
import type { PrismaHandle } from '../internal/prisma/client.ts'
import { prismaDriver } from '../internal/prisma/driver.ts'
import { type EdgeClientOptions, edgeClient } from '../internal/prisma/edge.ts'
import type { PrismaOptions, PrismaSchema, PrismaSetup } from '../internal/prisma/setup.ts'
import { setUp } from '../internal/setup.ts'

export type * from '../internal/create-auth.ts'
export type * from '../internal/prisma/setup.ts'
export type { EdgeClientOptions, PrismaHandle }

/** The client of `@prisma/client/edge`, with the types that it was generated with. */
export type EdgeClient = typeof edge extends { PrismaClient: new (options: never) => infer Client }
  ? Client
  : PrismaHandle

/**
 * Sets up Lucia on Prisma's client for Workers: on one from `@prisma/client/edge`, or on one that it
 * makes of that client's options. It asks nothing of the database, and the same client, or the same
 * options, give the same result. Throws a `SetupError` when neither came, when the client cannot run
 * on Workers, when its models do not fit the schema, or when an option is wrong. Make a client for
 * each request: Workers end requests as hung that wait for what another one has begun.
 *
 * @example
 * ```ts
 * const { auth, prisma } = createAuth({ adapter: new PrismaD1(env.DB) }, { schema })
 * ```
 */
export function createAuth<
  Schema extends PrismaSchema,
  UserAttributes extends object = NonNullable<unknown>,
  SessionAttributes extends object = NonNullable<unknown>,
  Args extends unknown[] = [RequestContext],
  Handle extends PrismaHandle | EdgeClientOptions = EdgeClientOptions,
>(
  prisma: Handle,
  options: PrismaOptions<Schema, UserAttributes, SessionAttributes, Args, Handle>,
): PrismaSetup<
  Schema,
  UserAttributes,
  SessionAttributes,
  Args,
  Handle extends PrismaHandle ? Handle : EdgeClient
> {
  const client = edgeClient(prisma, () => Reflect.get(edge, 'PrismaClient') as never)
  const setup: never = setUp(prismaDriver, client, options)
  return Object.assign(setup, { prisma: client as never })
}

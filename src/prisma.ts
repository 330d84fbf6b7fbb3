import type { RequestContext } from 'lucia'
import type { PrismaHandle } from './internal/prisma/client.ts'
import { prismaDriver } from './internal/prisma/driver.ts'
import type { PrismaOptions, PrismaSchema, PrismaSetup } from './internal/prisma/setup.ts'
import { setUp } from './internal/setup.ts'

export type * from './internal/create-auth.ts'
export type * from './internal/prisma/setup.ts'
export type { PrismaHandle }

/**
 * Sets up Lucia on a Prisma client, for SQLite, PostgreSQL or MySQL. It asks nothing of the database,
 * and the same client with the same options object gives the same result. Throws a `SetupError` when
 * the client is none of Prisma, when its models do not fit the schema, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, prisma } = createAuth(new PrismaClient({ adapter }), { schema })
 * ```
 */
export function createAuth<
  Schema extends PrismaSchema,
  UserAttributes extends object = NonNullable<unknown>,
  SessionAttributes extends object = NonNullable<unknown>,
  Args extends unknown[] = [RequestContext],
  Handle extends PrismaHandle = PrismaHandle,
>(
  prisma: Handle,
  options: PrismaOptions<Schema, UserAttributes, SessionAttributes, Args, Handle>,
): PrismaSetup<Schema, UserAttributes, SessionAttributes, Args, Handle> {
  return Object.assign(setUp(prismaDriver, prisma, options) as never, {
    prisma,
  })
}

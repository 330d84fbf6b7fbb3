import type { RequestContext } from 'lucia'
import { setUpPrisma } from './internal/prisma/driver.ts'
import type { ModelNames, ModelOf, PrismaHandle } from './internal/prisma/model-types.ts'
import type { OptionsOn, PrismaSchema, PrismaSetup } from './internal/prisma/setup.ts'

export type * from './internal/create-auth.ts'
export type * from './internal/prisma/model-types.ts'
export type * from './internal/prisma/setup.ts'

/**
 * Sets up Lucia on a Prisma client, or on the client of a transaction: `models` names its models, whose
 * fields are the attributes. It asks nothing of the database, and the same client with the same options
 * object gives the same result. Throws a `SetupError` when the client is none of Prisma, when its models
 * lack what Lucia needs, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth } = createAuth(prisma, { getUserAttributes: ({ username }) => ({ username }) })
 * ```
 */
export function createAuth<
  Client extends PrismaHandle,
  const Models extends Partial<ModelNames<ModelOf<Client>>> = Record<never, never>,
  Schema extends PrismaSchema | undefined = undefined,
  UserAttributes extends object = NonNullable<unknown>,
  SessionAttributes extends object = NonNullable<unknown>,
  Args extends unknown[] = [RequestContext],
>(
  prisma: Client,
  options?: OptionsOn<Client, Models, Schema, UserAttributes, SessionAttributes, Args>,
): PrismaSetup<Client, Models, Schema, UserAttributes, SessionAttributes, Args> {
  return setUpPrisma(prisma, options) as never
}

import type { DrizzleClient, Statement, WriteTraits } from '../driver.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import type { SchemaParts } from '../schema/dialects.ts'
import type { PrismaClient } from './client.ts'
import type { UserPart } from './users.ts'

/** Drizzle's client over Prisma's. */
export interface PrismaDatabase {
  $client: PrismaClient
}

/** A statement of Drizzle's, as its text. */
interface Printable {
  toSQL(): { sql: string; params: unknown[] }
}

/** What tables other than Lucia's are written by: Prisma's raw statements, which count rows. */
export function prismaTraits(database: PrismaDatabase): WriteTraits {
  return {
    db: database as unknown as DrizzleClient,
    violation: () => undefined,
    affectedRows: async (statement) => Number(await execute(database, statement)),
  }
}

/** Runs a statement when it is awaited, or in a transaction. */
function execute({ $client }: PrismaDatabase, statement: Statement): PromiseLike<unknown> {
  const { sql, params } = (statement as unknown as Printable).toSQL()
  return $client.$executeRawUnsafe(sql, ...params)
}

/** The one-time secrets of a user, where the schema has them: no model knows them, nor an extension. */
export function tokenParts(
  schema: AuthSchema,
  { tokenTableOf, isEqual }: SchemaParts,
  database: PrismaDatabase,
): UserPart[] {
  const table = tokenTableOf(schema)
  if (!table) return []
  const { db } = prismaTraits(database)
  return [
    {
      areSeen: () => false,
      deleteOf: (userId) =>
        execute(database, db.delete(table).where(isEqual(table.userId, userId))),
      // A user who stays asks for new ones.
      findRecords: async () => [],
      createAgain: async () => {},
    },
  ]
}

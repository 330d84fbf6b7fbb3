import { Table } from 'drizzle-orm'
import { SetupError } from '../errors.ts'
import type { Driver } from './driver.ts'
import { hasMethods } from './handle.ts'
import { prismaAdapter } from './prisma-adapter.ts'
import type { PrismaClient, PrismaHandle } from './prisma-client.ts'
import { prismaDatabase } from './prisma-database.ts'
import { dialects } from './tables.ts'

const schemaRule =
  'options.schema must be made by createSchema() of lucia-setup/schema/sqlite, /postgres or /mysql, whichever Prisma connects to'

/** Prisma, for all dialects: which of them it is, the schema says. */
export const prismaDriver: Driver<PrismaHandle, { $client: PrismaClient }> = {
  handle: 'a Prisma client: new PrismaClient({ adapter })',
  isHandle: (value) =>
    hasMethods(value, '$extends', '$transaction', '$queryRawUnsafe') &&
    typeof Reflect.get(value, '_runtimeDataModel') === 'object',
  table: Table,
  createSchema() {
    throw new SetupError('INVALID_OPTIONS', `${schemaRule}. Received none`)
  },
  connect(handle, { user }) {
    const dialect = dialects.get(user)
    if (!dialect) throw new SetupError('INVALID_SCHEMA', `${schemaRule}. Received other tables`)
    return prismaDatabase(handle as unknown as PrismaClient, dialect) as { $client: PrismaClient }
  },
  adapter: (schema, { $client }, holdsSessions) => prismaAdapter(schema, $client, holdsSessions),
}

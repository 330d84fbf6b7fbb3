import { entityKind, Table } from 'drizzle-orm'
import { SetupError } from '../../errors.ts'
import type { DriverTypes } from '../create-auth.ts'
import type { Driver } from '../driver.ts'
import { hasMethods } from '../handle.ts'
import { dialects } from '../schema/tables.ts'
import { prismaAdapter } from './adapter.ts'
import { isForNode, type PrismaClient, type PrismaHandle } from './client.ts'
import { prismaDatabase } from './database.ts'
import { prismaTraits, tokenParts } from './traits.ts'

const schemaRule =
  'options.schema must be made by createSchema() of lucia-setup/schema/sqlite, /postgres or /mysql, whichever Prisma connects to'

/** Drizzle's tables for Prisma's providers: nothing else tells whether the two are of one dialect. */
const tableKinds: Readonly<Record<string, string>> = {
  sqlite: 'SQLiteTable',
  postgresql: 'PgTable',
  cockroachdb: 'PgTable',
  mysql: 'MySqlTable',
}

interface PrismaTypes extends DriverTypes {
  handle: PrismaHandle
  client: { $client: PrismaClient }
}

/** Prisma, for all dialects: which of them it is, the schema says. */
export const prismaDriver: Driver<PrismaTypes> = {
  handle: 'a Prisma client: new PrismaClient({ adapter })',
  isHandle: (value) =>
    hasMethods(value, '$extends', '$transaction', '$queryRawUnsafe') &&
    typeof Reflect.get(value, '_runtimeDataModel') === 'object',
  table: Table,
  createSchema() {
    throw new SetupError('INVALID_OPTIONS', `${schemaRule}. Received none`)
  },
  connect(handle, { schema: { user } }) {
    const client = handle as unknown as PrismaClient
    assertRunsHere(client)
    const dialect = dialects.get(user)
    if (!dialect) throw new SetupError('INVALID_SCHEMA', `${schemaRule}. Received other tables`)
    assertProvider(client, user)
    return prismaDatabase(client, dialect) as { $client: PrismaClient }
  },
  adapter: (schema, client, holdsSessions) =>
    prismaAdapter(schema, client.$client, holdsSessions, tokenParts(schema, client)),
  traits: prismaTraits,
}

function assertProvider({ _activeProvider: provider = '' }: PrismaClient, user: Table): void {
  const kind: unknown = Reflect.get(user.constructor, entityKind)
  if ((tableKinds[provider] ?? kind) === kind) return
  throw new SetupError(
    'INVALID_SCHEMA',
    `${schemaRule}: its provider is ${provider}. Received a schema of ${kind}s`,
  )
}

function assertRunsHere(client: PrismaClient): void {
  if (globalThis.navigator?.userAgent !== 'Cloudflare-Workers' || !isForNode(client)) return
  throw new SetupError(
    'INVALID_DRIVER',
    'The Prisma client is one for Node, which cannot run on Workers. Import PrismaClient from @prisma/client/edge, or give its generator runtime = "workerd"',
  )
}

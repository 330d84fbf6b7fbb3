import { SetupError } from '../../errors.ts'
import { withAdapter } from '../adapter/official.ts'
import { authOver } from '../auth/auth-over.ts'
import { hasMethods } from '../handle.ts'
import { remember } from '../inside.ts'
import { assertCommonOptions, commonRules, schemaRule } from '../options.ts'
import { invalidOption, isPlainObject, plain, type Rules, type RulesOf } from '../rules.ts'
import { dialects, type SchemaParts } from '../schema/dialects.ts'
import { type TableNames, tableNameRules } from '../schema/names.ts'
import { type HandleRule, setUpOnce } from '../set-up-once.ts'
import { prismaAdapter } from './adapter.ts'
import { isForNode, type PrismaClient, propertyOf } from './client.ts'
import { prismaDatabase } from './database.ts'
import type { Models } from './model.ts'
import type { PrismaHandle } from './model-types.ts'
import { ownModels } from './own-models.ts'
import { schemaModels } from './schema-models.ts'
import type { OptionsOn, PrismaSchema } from './setup.ts'
import { type PrismaDatabase, prismaTraits, tokenParts } from './traits.ts'
import type { UserPart } from './users.ts'

type Options = OptionsOn<PrismaHandle, Partial<TableNames>, PrismaSchema | undefined>

const rules: RulesOf<Pick<Options, 'models' | 'schema'>> & Rules = {
  models: [plain, isPlainObject, tableNameRules],
  schema: schemaRule,
  ...commonRules,
}

const handle: HandleRule = {
  handle: 'a Prisma client: new PrismaClient({ adapter })',
  isHandle: (value) =>
    (hasMethods(value, '$queryRawUnsafe') || hasMethods(value, '$runCommandRaw')) &&
    typeof Reflect.get(value, '_runtimeDataModel') === 'object',
}

/** Whether a value is a Prisma client, or the one of a transaction. */
export const { isHandle: isPrismaClient } = handle

/** The set-up of a Prisma client with an options object, which is checked here. */
export function setUpPrisma(prisma: object, options: object | undefined): unknown {
  return setUpOnce(handle, prisma, options, (given) => createSetup(prisma as PrismaHandle, given))
}

function createSetup(prisma: PrismaHandle, options: object): unknown {
  const client = prisma as unknown as PrismaClient
  assertRunsHere(client)
  assertCommonOptions(options, rules)
  const { models: names, schema, ...common } = options as Options
  if (names && schema) {
    throw invalidOption('options.models', 'cannot stand beside a schema, whose tables name them')
  }
  const holdsSessions = !common.sessionAdapter
  if (!schema) {
    const models = ownModels(client, names, holdsSessions)
    const auth = authOn(prisma, models, [], common)
    remember(auth, { tables: models.tables, traits: withoutSchema })
    return { auth, prisma, tableNames: models.tableNames }
  }
  const parts = schemaParts(client, schema)
  const models = schemaModels(client, schema, parts, holdsSessions)
  const db = prismaDatabase(client, parts) as PrismaDatabase
  const auth = authOn(prisma, models, tokenParts(schema, parts, db), common)
  remember(auth, { tables: models.tables, traits: () => prismaTraits(db) })
  return { auth, prisma, db, schema, tableNames: models.tableNames }
}

/** What writes to other tables asks for them first, of a schema. */
function withoutSchema(): never {
  throw new SetupError('INVALID_SCHEMA', 'options.schema is missing')
}

function authOn(prisma: PrismaHandle, models: Models, others: UserPart[], options: Options) {
  const builtIn = prismaAdapter(prisma as unknown as PrismaClient, models, others)
  const adapter = options.adapter
    ? withAdapter(builtIn, options.adapter(prisma, namesOn(models)))
    : builtIn
  return authOver(adapter, models.tables, options as never)
}

/** The names of the models on the client, as an official adapter takes them. */
function namesOn({ user, session, key }: Models): TableNames {
  const [userName, keyName] = [propertyOf(user.name), propertyOf(key.name)]
  return { user: userName, session: propertyOf(session?.name ?? ''), key: keyName }
}

const origin =
  'options.schema must be made by createSchema() of lucia-setup/schema/sqlite, /postgres or /mysql, whichever Prisma connects to'

/** Drizzle's tables for Prisma's providers: nothing else tells whether the two are of one dialect. */
const tableKinds: Readonly<Record<string, string>> = {
  sqlite: 'SQLiteTable',
  postgresql: 'PgTable',
  cockroachdb: 'PgTable',
  mysql: 'MySqlTable',
}

function schemaParts({ _activeProvider = '' }: PrismaClient, schema: PrismaSchema): SchemaParts {
  const parts: SchemaParts | undefined = dialects.get(schema.user)
  if (!parts) throw new SetupError('INVALID_SCHEMA', `${origin}. Received other tables`)
  parts.assertSchema(schema)
  const kind = parts.kindOf(schema.user)
  if ((tableKinds[_activeProvider] ?? kind) === kind) return parts
  throw new SetupError(
    'INVALID_SCHEMA',
    `${origin}: its provider is ${_activeProvider}. Received a schema of ${kind}s`,
  )
}

function assertRunsHere(client: PrismaClient): void {
  if (globalThis.navigator?.userAgent !== 'Cloudflare-Workers' || !isForNode(client)) return
  throw new SetupError(
    'INVALID_DRIVER',
    'The Prisma client is one for Node, which cannot run on Workers. Import PrismaClient from @prisma/client/edge, or give its generator runtime = "workerd"',
  )
}

/** What the model API does with one model, as far as the adapter uses it. */
export interface PrismaDelegate {
  findUnique(query: object): PromiseLike<PrismaRecord | null>
  findMany(query: object): PromiseLike<PrismaRecord[]>
  create(query: object): PromiseLike<PrismaRecord>
  createMany(query: object): PromiseLike<unknown>
  update(query: object): PromiseLike<PrismaRecord>
  updateMany(query: object): PromiseLike<{ count: number }>
  delete(query: object): PromiseLike<unknown>
  deleteMany(query: object): PromiseLike<{ count: number }>
}

export type PrismaRecord = Record<string, unknown>

/** A field of a model, as the generated client describes it to itself. */
export interface PrismaField {
  name: string
  kind: string
  type: string
  dbName?: string | null
  /** Of a field that is another model: what the fields on both ends have in common. */
  relationName?: string | null
}

/** A model, as the generated client describes it to itself. */
export interface PrismaModel {
  fields: PrismaField[]
  dbName?: string | null
  schema?: string | null
}

/** What the adapter uses of a client. Prisma has no public name for the underscored members. */
export interface PrismaClient {
  $queryRawUnsafe(query: string, ...values: unknown[]): PromiseLike<PrismaRecord[]>
  $executeRawUnsafe(query: string, ...values: unknown[]): PromiseLike<number>
  /** Begins a transaction of its own, on the client of another one too. */
  $transaction(operations: PromiseLike<unknown>[]): PromiseLike<unknown[]>
  /** Not on the client of a transaction. */
  $extends?: unknown
  /** What the extension for read replicas adds. */
  $primary?: unknown
  _runtimeDataModel: { models: Record<string, PrismaModel> }
  _extensions?: PrismaExtensions
  _globalOmit?: Record<string, object | undefined>
  /** Of Prisma 5 and 6: what `$use()` was given. */
  _middlewares?: { get(index: number): unknown }
  _activeProvider?: string
  _engineConfig?: PrismaEngineConfig
}

/** The extensions of a client, which Prisma asks with each operation. */
interface PrismaExtensions {
  getAllQueryCallbacks(model: string, operation: string): readonly unknown[]
  getAllModelExtensions(model: string): object | undefined
}

/** What a client was made of. The data sources are those of Prisma 6. */
interface PrismaEngineConfig {
  adapter?: { adapterName?: string } | null
  accelerateUrl?: string
  compilerWasm?: { getQueryCompilerWasmModule?: unknown }
  /** The text of the schema. */
  inlineSchema?: string
  overrideDatasources?: object
  inlineDatasources?: Record<string, { url?: { fromEnvVar?: string | null; value?: string } }>
}

/** The property of a client that has a model's operations: `client.authUser` has those of `AuthUser`. */
export const propertyOf = (model: string): string => model.charAt(0).toLowerCase() + model.slice(1)

/** The operations of a model. */
export function delegateOf(client: PrismaClient, model: string): PrismaDelegate {
  return (client as unknown as Record<string, PrismaDelegate>)[propertyOf(model)] as PrismaDelegate
}

/** Whether an extension has a part in an operation on a model, and so would miss it. */
export function extensionSees(
  { _extensions, _middlewares }: PrismaClient,
  model: string,
  operation: string,
): boolean {
  if (_middlewares?.get(0) !== undefined) return true
  if (!_extensions) return true
  return (
    _extensions.getAllQueryCallbacks(propertyOf(model), operation).length > 0 ||
    operation in (_extensions.getAllModelExtensions(propertyOf(model)) ?? {})
  )
}

/** What a query has to say to get a whole record, whatever the client leaves out by its options. */
export function omitNothing({ _globalOmit }: PrismaClient, model: string): object {
  const omitted = Object.keys(_globalOmit?.[propertyOf(model)] ?? {})
  if (omitted.length === 0) return {}
  return { omit: Object.fromEntries(omitted.map((field) => [field, false])) }
}

/** Whether a client is the one of a transaction of the app's. */
export function isInTransaction({ $extends }: PrismaClient): boolean {
  return $extends === undefined
}

/** Whether reads may go to a replica of the database, which lags behind. */
export function hasReplicas(client: PrismaClient): boolean {
  return typeof client.$primary === 'function' && !isInTransaction(client)
}

/**
 * Whether a client only pretends to have transactions: that for D1 sends their statements one by one.
 * https://www.prisma.io/docs/orm/overview/databases/cloudflare-d1#transactions-not-supported
 */
export function pretendsTransactions({ _engineConfig }: PrismaClient): boolean {
  return _engineConfig?.adapter?.adapterName?.startsWith('@prisma/adapter-d1') ?? false
}

/** Whether a driver adapter has refused a transaction because it has none, as Neon's over HTTP does. */
export function isRefusedTransaction(error: unknown): boolean {
  return error instanceof Error && /transactions? .*not supported/i.test(error.message)
}

/** Whether a client compiles its WebAssembly when it runs, which Workers do not allow. */
export function isForNode({ _engineConfig }: PrismaClient): boolean {
  const load = _engineConfig?.compilerWasm?.getQueryCompilerWasmModule
  return String(load).includes('WebAssembly.Module(')
}

/** Runs a write that is all or nothing; resolves to nothing where the client cannot have that. */
export async function atOnce<Result>(
  client: PrismaClient,
  write: () => PromiseLike<Result>,
): Promise<Result | undefined> {
  if (pretendsTransactions(client)) return undefined
  try {
    return await write()
  } catch (error) {
    if (isRefusedTransaction(error)) return undefined
    throw error
  }
}

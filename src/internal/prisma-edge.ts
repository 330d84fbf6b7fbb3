import { SetupError } from '../errors.ts'
import { describe } from './describe.ts'
import type { PrismaHandle } from './prisma-client.ts'
import { prismaDriver } from './prisma-driver.ts'

/** What Prisma's client for Workers is made of: a driver adapter, or the address of Accelerate. */
export type EdgeClientOptions = { [option: string]: unknown } & (
  | { adapter: object }
  | { accelerateUrl: string }
)

type ClientClass = new (options: object) => PrismaHandle

const clients = new WeakMap<object, PrismaHandle>()

/** The client itself, or the one of its options: the same one for as long as they are in use. */
export function edgeClient(given: object, load: () => ClientClass): PrismaHandle {
  if (isObject(given) && prismaDriver.isHandle(given)) return given as PrismaHandle
  const known = isObject(given) ? clients.get(given) : undefined
  if (known) return known
  assertClientOptions(given)
  const Client = load()
  const client = new Client(given)
  clients.set(given, client)
  return client
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function assertClientOptions(given: unknown): asserts given is EdgeClientOptions {
  const { adapter, accelerateUrl } = (isObject(given) ? given : {}) as Record<string, unknown>
  if (isObject(adapter) || (typeof accelerateUrl === 'string' && accelerateUrl !== '')) return
  throw new SetupError(
    'INVALID_DRIVER',
    `createAuth() must be given a client of @prisma/client/edge, or its options: { adapter }, such as { adapter: new PrismaD1(env.DB) }, or { accelerateUrl }. Received ${describe(given)}`,
  )
}

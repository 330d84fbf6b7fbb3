import { SetupError } from '../../errors.ts'
import { describe, isStub } from '../handle.ts'
import type { PrismaClient } from './client.ts'
import { isPrismaClient } from './driver.ts'
import type { PrismaHandle } from './model-types.ts'

/**
 * What Prisma's client for Workers is made of: a driver adapter, or the address of Accelerate, which
 * is `datasourceUrl` in Prisma 6.
 */
export type EdgeClientOptions = { [option: string]: unknown } & (
  | {
      /** A driver adapter of Prisma's: `new PrismaD1(env.DB)`. */
      adapter: object
    }
  | {
      /** The address of Accelerate. */
      accelerateUrl: string
    }
  | {
      /** The same in Prisma 6. */
      datasourceUrl: string
    }
)

type ClientClass = new (options: EdgeClientOptions) => PrismaHandle

const clients = new WeakMap<object, PrismaHandle>()

/** The client itself, or the one of its options: the same one for as long as they are in use. */
export function edgeClient(given: unknown, load: () => ClientClass): PrismaHandle {
  if (!isObject(given) || isStub(given)) throw invalid(`Received ${describe(given)}`)
  if (isPrismaClient(given)) {
    if (canConnect(given as unknown as PrismaClient)) return given as PrismaHandle
    throw invalid('Received a client that has neither')
  }
  if (!isClientOptions(given)) throw invalid(`Received ${describe(given)}`)
  const client = clients.get(given) ?? newClient(load(), given)
  clients.set(given, client)
  return client
}

function newClient(Client: ClientClass, options: EdgeClientOptions): PrismaHandle {
  try {
    return new Client(options)
  } catch (error) {
    const { message } = error as Error
    // In Prisma 6, this client is for Accelerate alone.
    if (!message.includes('/edge')) throw error
    throw new SetupError(
      'INVALID_DRIVER',
      'This version of @prisma/client/edge takes no driver adapter: import createAuth() from lucia-setup/prisma, and give it a PrismaClient of @prisma/client',
    )
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isText = (value: unknown) => typeof value === 'string' && value !== ''

function isClientOptions(value: object): value is EdgeClientOptions {
  const { adapter, accelerateUrl, datasourceUrl }: Record<string, unknown> = { ...value }
  return isObject(adapter) || isText(accelerateUrl) || isText(datasourceUrl)
}

/** Whether a client has anything to reach a database with, which Prisma 6 asks for at the first query. */
function canConnect({ _engineConfig }: PrismaClient): boolean {
  if (!_engineConfig || _engineConfig.adapter || _engineConfig.accelerateUrl) return true
  const { overrideDatasources, inlineDatasources } = _engineConfig
  const { url } = Object.values(inlineDatasources ?? {})[0] ?? {}
  const { process } = globalThis as { process?: { env?: Record<string, string> } }
  const addresses = [overrideDatasources, url?.value, process?.env?.[url?.fromEnvVar ?? '']]
  return /"prisma(\+postgres)?:/.test(JSON.stringify(addresses))
}

function invalid(received: string): SetupError {
  return new SetupError(
    'INVALID_DRIVER',
    `createAuth() must be given a PrismaClient of @prisma/client/edge with an adapter, or its options: { adapter }, such as { adapter: new PrismaD1(env.DB) }, or { accelerateUrl }. ${received}`,
  )
}

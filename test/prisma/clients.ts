import type { SchemaName } from '../conformance/engine.ts'
import {
  type Generated,
  generate,
  type Installation,
  installed,
  type Provider,
} from './generate.ts'

/** A client as the tests use it; its own types exist only once it is generated. */
export interface TestClient {
  $disconnect(): Promise<void>
  $extends(extension: object): TestClient
  $on(event: 'query', listen: (event: { query: string }) => void): void
}

type MakeClient = (names: readonly SchemaName[], adapter: object, options?: object) => TestClient

export interface ClientModule {
  PrismaClient: new (options: { adapter: object }) => TestClient
}

/** Generates the clients of the fixtures, and makes those that a test asks for. */
export async function clientsOf(
  provider: Provider,
  generator: 'prisma-client' | 'prisma-client-js',
  installation: Installation & { name?: string } = installed,
): Promise<MakeClient> {
  const load = ({ client, clientJs }: Generated): Promise<ClientModule> =>
    import(generator === 'prisma-client' ? client : clientJs)
  const { name = `${provider}-${generator}` } = installation
  const clientOf = async (kind: string, ...models: string[]) =>
    load(await generate(`${name}-${kind}`, provider, models, installation))
  const [tables, modes] = await Promise.all([
    clientOf('tables', 'models.prisma', 'more-models.prisma'),
    clientOf('modes', 'modes.prisma'),
  ])
  return (names, adapter, options) => {
    const { PrismaClient } = names.includes('modes') ? modes : tables
    return new PrismaClient({ adapter, ...options })
  }
}

import { createAuth } from '../../src/durable-sqlite.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { type Driver, entryOf } from './driver.ts'

/** Its handle is found in a Durable Object alone: test/workerd and test/setup/worker-bindings.ts. */
export const driver: Driver<'durable-sqlite'> = {
  name: 'durable-sqlite',
  ...entryOf(createAuth, 'sqlite', schemas),
  says: /ctx\.storage of a Durable Object .*sqlite_classes/,
  handles: [],
  app: {
    drizzle: 'durable-sqlite',
    imports: [],
    packages: ['@cloudflare/workers-types'],
    handleImport: "import type { DurableObjectStorage } from '@cloudflare/workers-types'",
    handle: 'DurableObjectStorage',
  },
}

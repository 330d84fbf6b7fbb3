import type { Engine, TestDatabase } from '../conformance/engine.ts'
import type { DatabaseCall } from './databases.ts'

export interface WorkerBindings {
  /** The address of the databases in Node: see databases.ts. */
  DATABASES: string
  HYPERDRIVE?: { connectionString: string }
}

interface RemoteDatabase extends Omit<TestDatabase, 'handle'> {
  url: string
}

/** Makes a database in Node, which the tests then read and write there. */
export async function openRemotely(
  { DATABASES }: WorkerBindings,
  ...asked: Parameters<Engine['open']>
): Promise<RemoteDatabase> {
  const url = (await call('open', '', asked)) as string
  const method =
    (name: DatabaseCall['method']) =>
    (...values: unknown[]) =>
      call(name, url, values) as Promise<never>

  async function call(method: DatabaseCall['method'], url: string, values: unknown[]) {
    // JSON would make `undefined` a null.
    const given = values.filter((value) => value !== undefined)
    const body = JSON.stringify({ method, url, values: given })
    const response = await fetch(DATABASES, { method: 'POST', body })
    if (!response.ok) throw new Error(await response.text())
    return ((await response.json()) as { value: unknown }).value
  }

  return {
    url,
    rows: method('rows'),
    insert: method('insert'),
    remove: method('remove'),
    refuseDeletes: method('refuseDeletes'),
    close: method('close'),
  }
}

/**
 * The address of a database from inside the Worker: through Hyperdrive, whose local stand-in carries
 * bytes to the server, so that the client names the database.
 */
export function reachableUrl({ HYPERDRIVE }: WorkerBindings, url: string): string {
  if (!HYPERDRIVE) return url
  const address = new URL(HYPERDRIVE.connectionString)
  address.pathname = new URL(url).pathname
  return address.href
}

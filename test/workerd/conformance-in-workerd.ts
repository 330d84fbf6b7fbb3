import { afterAll, describe, it } from 'vitest'
import type { Engine } from '../conformance/engine.ts'
import { startDatabases } from './databases.ts'
import { type Given, startTestWorker } from './start-worker.ts'

/**
 * Makes a test of each test of the conformance suite that a Worker has, and runs it there, on
 * databases of an engine whose handles are addresses. Gives the address of the Worker.
 */
export async function conformanceInWorkerd(
  entry: string,
  engine: Engine,
  given: Given = {},
): Promise<string> {
  const databases = await startDatabases(engine)
  const bindings = { DATABASES: `http://127.0.0.1:${databases.port}` }
  const worker = await startTestWorker(entry, { ...given, bindings }).catch(async (error) => {
    await databases.stop()
    throw error
  })
  async function stop(): Promise<void> {
    await worker.dispose()
    await databases.stop()
  }
  afterAll(stop)

  const { origin } = await worker.ready
  await casesInWorkerd(origin).catch(async (error) => {
    // A file without tests has no `afterAll`.
    await stop()
    throw error
  })
  return origin
}

/** Makes a test of each test that a Worker has, and runs it there. */
export async function casesInWorkerd(origin: string): Promise<void> {
  const names: string[] = JSON.parse(await ask(`${origin}/cases`))
  describe('in workerd', () => {
    for (const name of names) {
      it(name, async () => {
        await ask(`${origin}/case?${new URLSearchParams({ name })}`)
      })
    }
  })
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url)
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}

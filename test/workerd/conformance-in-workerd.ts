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
  afterAll(() => databases.stop())
  return await casesInWorkerd(entry, { ...given, bindings }).catch(async (error) => {
    // A file without tests has no `afterAll`.
    await databases.stop()
    throw error
  })
}

/** Makes a test of each test that a Worker has, and runs it there. Gives the Worker's address. */
export async function casesInWorkerd(entry: string, given: Given): Promise<string> {
  const worker = await startTestWorker(entry, given)
  afterAll(() => worker.dispose())

  const { origin } = await worker.ready
  const names = await ask(`${origin}/cases`).catch(async (error) => {
    await worker.dispose()
    throw error
  })
  describe('in workerd', () => {
    for (const name of JSON.parse(names) as string[]) {
      it(name, async () => {
        await ask(`${origin}/case?${new URLSearchParams({ name })}`)
      })
    }
  })
  return origin
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url)
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}

import { join } from 'node:path'
import { runBundled } from '../run-bundled.ts'

/** Runs a file of this folder in a process of its own; gives what it has printed. */
export async function runInNode(
  file: string,
  environment: NodeJS.ProcessEnv,
): Promise<Record<string, unknown>> {
  const entryPoints = [join(import.meta.dirname, file)]
  return JSON.parse(await runBundled({ entryPoints }, environment))
}

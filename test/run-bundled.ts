import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildOptions } from 'esbuild'
import { bundled } from './bundled.ts'
import { runWith, stdoutOf } from './package/run.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Bundles a program, and runs it in a process of its own with flags of Node's; gives what it prints. */
export async function runBundled(
  program: BuildOptions,
  environment: NodeJS.ProcessEnv,
  ...flags: string[]
): Promise<string> {
  const folder = await temporaryFolder()
  try {
    const file = join(folder, 'program.mjs')
    await writeFile(file, await bundled({ ...program, platform: 'node' }))
    return stdoutOf(await runWith(environment, folder, process.execPath, ...flags, file), file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

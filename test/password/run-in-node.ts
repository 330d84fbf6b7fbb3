import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'

/** Runs a file of this folder in a process of its own; gives what it has printed. */
export async function runInNode(
  file: string,
  environment: Record<string, string | undefined>,
): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'password-'))
  const outfile = join(folder, 'program.mjs')
  try {
    await build({
      entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile,
    })
    const env = { ...process.env, ...environment }
    const { stdout } = await promisify(execFile)(process.execPath, [outfile], { env })
    return JSON.parse(stdout)
  } finally {
    await rm(folder, { recursive: true })
  }
}

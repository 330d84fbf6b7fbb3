import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

it('is bounded in Node: 50 logins at once take what 4 take', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'logins-'))
  const outfile = join(folder, 'logins.mjs')
  try {
    await build({
      entryPoints: [fileURLToPath(new URL('node-logins.ts', import.meta.url))],
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile,
    })
    // With as many threads as logins, nothing but the line keeps them from 1,600 MiB.
    const env = { ...process.env, UV_THREADPOOL_SIZE: '50' }
    const { stdout } = await promisify(execFile)(process.execPath, [outfile], { env })
    const { valid, added } = JSON.parse(stdout)
    expect(valid).toBe(50)
    expect(added).toBeLessThan(4 * 32 + 64)
  } finally {
    await rm(folder, { recursive: true })
  }
})

import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lucia-setup-memory-'))
})
afterAll(() => rm(folder, { recursive: true }))

/**
 * Sets up on so many handles in a process of its own, as a Worker does in its life, and on one with as
 * many options, and gives by how many bytes its heap has grown. `keep` is what the process does with each handle.
 */
async function growth(handles: number, keep = ''): Promise<number> {
  const outfile = join(folder, `${handles}.mjs`)
  await build({
    stdin: {
      contents: `
        import { createAuth } from '../../src/d1.ts'
        const kept = []
        const options = { env: 'DEV' }
        const seen = { prepare() {}, batch() {} }
        function serve(requests) {
          for (let request = 0; request < requests; request++) {
            const binding = { prepare() {}, batch() {} }
            createAuth(binding, request % 2 ? options : { env: 'DEV' })
            createAuth(seen, { env: 'DEV' })
            ${keep}
          }
          global.gc()
          return process.memoryUsage().heapUsed
        }
        // The first time also makes room, in tables of weak references that do not shrink again.
        const before = serve(${handles})
        console.log(serve(${handles}) - before)`,
      resolveDir: import.meta.dirname,
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
  })
  const { stdout } = await run(process.execPath, ['--expose-gc', outfile])
  return Number(stdout)
}

describe('forty thousand handles, and one with as many options', () => {
  // Ten bytes for each of them: less than one pointer with its slot.
  const limit = 400_000

  it('leave no memory behind', async () => {
    expect(await growth(40_000)).toBeLessThan(limit)
  })

  it('would show if a tenth of them were kept', async () => {
    expect(await growth(4_000, 'kept.push(binding)')).toBeGreaterThan(limit)
  })
})

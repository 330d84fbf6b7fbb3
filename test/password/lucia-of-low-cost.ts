import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

interface LuciaPasswords {
  generateLuciaPasswordHash: (password: string) => Promise<string>
  validateLuciaPasswordHash: (password: string, hash: string) => Promise<boolean>
}

/** Lucia's own functions as they are published, but for their cost, which a test of many cannot pay. */
export async function luciaOfCost(cost: number): Promise<LuciaPasswords> {
  let changes = 0
  const withCost: Plugin = {
    name: 'cost',
    setup({ onLoad }) {
      onLoad({ filter: /lucia\/dist\/utils\/crypto\.js$/ }, async ({ path }) => {
        const parts = (await readFile(path, 'utf8')).split('N: 16384')
        changes += parts.length - 1
        return { contents: parts.join(`N: ${cost}`), loader: 'js' }
      })
    },
  }
  const folder = await mkdtemp(join(tmpdir(), 'lucia-of-low-cost-'))
  const outfile = join(folder, 'lucia.mjs')
  try {
    await build({
      stdin: { contents: "export * from 'lucia/utils'", resolveDir: import.meta.dirname },
      bundle: true,
      format: 'esm',
      outfile,
      plugins: [withCost],
    })
    if (changes !== 1) throw new Error(`Lucia's cost stands ${changes} times in its source`)
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(folder, { recursive: true })
  }
}

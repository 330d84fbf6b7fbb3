import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { bundled } from '../bundled.ts'

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
  const stdin = { contents: "export * from 'lucia/utils'", resolveDir: import.meta.dirname }
  const code = await bundled({ stdin, plugins: [withCost] })
  if (changes !== 1) throw new Error(`Lucia's cost stands ${changes} times in its source`)
  return await import(`data:text/javascript,${encodeURIComponent(code)}`)
}

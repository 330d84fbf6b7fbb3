import { build } from 'esbuild'
import { Miniflare, type WorkerOptions } from 'miniflare'

/** Bundles a Worker in a folder, starts it in workerd and gives what it answers. */
export async function askInWorkerd(
  folder: string,
  contents: string,
  bindings: Pick<WorkerOptions, 'd1Databases' | 'durableObjects'>,
  prepare: (worker: Miniflare) => Promise<void> = async () => {},
): Promise<unknown> {
  const bundled = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd'],
    external: ['cloudflare:*', 'node:*'],
  })
  const worker = new Miniflare({
    modules: true,
    script: bundled.outputFiles[0]?.text ?? '',
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    ...bindings,
    cf: false,
  })
  try {
    await prepare(worker)
    const answer = await worker.dispatchFetch('http://localhost')
    const text = await answer.text()
    if (!answer.ok) throw new Error(text)
    return JSON.parse(text)
  } finally {
    await worker.dispose()
  }
}

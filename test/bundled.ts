import { type BuildOptions, build } from 'esbuild'

/** A program of `entryPoints` or `stdin` as one module, which is not written to a file. */
export async function bundled(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ bundle: true, format: 'esm', ...options, write: false })
  return outputFiles[0]?.text ?? ''
}

/** The same for workerd. */
export function bundledForWorkers(options: BuildOptions): Promise<string> {
  const external = ['node:*', 'cloudflare:*']
  return bundled({ conditions: ['workerd', 'worker', 'browser'], external, ...options })
}

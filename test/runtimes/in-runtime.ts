import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { describe, inject, it } from 'vitest'
import { root, runWith } from '../package/run.ts'

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** What runs on another runtime has the suite's own small vitest, and no drizzle-kit. */
const standIns: Plugin = {
  name: 'stand-ins',
  setup({ onResolve }) {
    onResolve({ filter: /^vitest$/ }, () => ({ path: pathOf('../workerd/vitest.ts') }))
    onResolve({ filter: /\/ddl\.ts$/ }, () => ({ path: pathOf('ddl.ts') }))
  },
}

/**
 * Makes a test of each test of a program of this folder, which it runs on another runtime than this
 * one, with a version of Drizzle.
 */
export async function casesIn(
  runtime: string,
  program: string,
  command: readonly [string, ...string[]],
  drizzle: 'drizzle-orm' | 'drizzle-orm-1',
  environment: Record<string, string> = {},
): Promise<void> {
  const cache = join(root, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'runtime-'))
  const file = join(folder, 'program.mjs')
  await build({
    entryPoints: [pathOf(program)],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    alias: { 'drizzle-orm': drizzle },
    external: ['bun', 'bun:sqlite', 'pg-native'],
    plugins: [standIns],
    logLevel: 'error',
  })
  const given = {
    SQLITE_TABLES: JSON.stringify(inject('sqliteTables')),
    POSTGRES_TABLES: JSON.stringify(inject('postgresTables')),
    ...environment,
  }
  const { stdout, output } = await runWith(given, folder, ...command, file)
  await rm(folder, { recursive: true })
  const [last = ''] = stdout.trim().split('\n').slice(-1)
  if (!last.startsWith('{')) throw new Error(output)
  describe(`on ${runtime}, with ${drizzle}`, () => {
    for (const [name, error] of Object.entries(JSON.parse(last))) {
      it(name, () => {
        if (error) throw new Error(String(error))
      })
    }
  })
}

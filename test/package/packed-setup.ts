import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { temporaryFolder } from '../temporary-folder.ts'
import type { Packed } from './packed.ts'
import { root, runWell } from './run.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    packed: Packed
  }
}

/**
 * Packs what `npm run build` has made, once for all tests of the package. Before a release, they test
 * the very file that will be published: the one in the folder that PACKED names.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder()
  const args = ['pack', ...(await given()), '--json', '--ignore-scripts']
  args.push('--pack-destination', folder)
  const [{ filename, files }] = JSON.parse(await runWell(root, 'npm', ...args))
  project.provide('packed', {
    tarball: join(folder, filename),
    files: files.map(({ path }: { path: string }) => path).sort(),
  })
  return () => rm(folder, { recursive: true })
}

async function given(): Promise<string[]> {
  const folder = process.env.PACKED
  if (!folder) return []
  const names = await readdir(join(root, folder))
  return names.filter((name) => name.endsWith('.tgz')).map((name) => join(root, folder, name))
}

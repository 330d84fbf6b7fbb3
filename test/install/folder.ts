import { inject, vi } from 'vitest'
import { ownFolder } from '../own-folder.ts'
import type { Packed } from '../package/packed.ts'

/** A folder for the projects of a test file, which goes with them, and the package that they install. */
export async function forProjects(): Promise<[folder: string, packed: Packed]> {
  vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 })
  return [await ownFolder(), inject('packed')]
}

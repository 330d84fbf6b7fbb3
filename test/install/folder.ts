import { rm } from 'node:fs/promises'
import { afterAll, inject, vi } from 'vitest'
import { type Packed, temporaryFolder } from '../package/packed.ts'

/** A folder for the projects of a test file, which goes with them, and the package that they install. */
export async function forProjects(): Promise<[folder: string, packed: Packed]> {
  vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 })
  const folder = await temporaryFolder()
  afterAll(() => rm(folder, { recursive: true }))
  return [folder, inject('packed')]
}

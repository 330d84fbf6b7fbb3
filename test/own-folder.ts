import { rm } from 'node:fs/promises'
import { afterAll } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

/** A folder for a file of tests, which goes with them. */
export async function ownFolder(): Promise<string> {
  const folder = await temporaryFolder()
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return folder
}

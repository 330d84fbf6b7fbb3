import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { root, runWell } from '../package/run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** An example in a folder of its own. */
export interface InstalledExample {
  folder: string
  remove(): Promise<void>
}

/**
 * Installs an example as a stranger would who copies it: in an empty folder, with what `npm pack`
 * makes of the built package. Of what wrangler does, the tests' own is used.
 */
export async function installExample(name: string, ...flags: string[]): Promise<InstalledExample> {
  const temporary = await temporaryFolder()
  const folder = join(temporary, name)
  const leftOut = /\/(node_modules|dist|\.wrangler)$/
  await cp(join(root, 'examples', name), folder, {
    recursive: true,
    filter: (path) => !leftOut.test(path),
  })
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  // The version that it names is this one, which may not be published yet.
  manifest.dependencies['lucia-setup'] = `file:${inject('packed').tarball}`
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  // Compiling a driver takes minutes.
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  await runWell(folder, 'npm', 'install', ...quietly, ...flags)
  return { folder, remove: () => rm(temporary, { recursive: true, force: true }) }
}

/** Uses the better-sqlite3 of this project, which is compiled already, in place of an example's. */
export async function linkBetterSqlite3(folder: string): Promise<void> {
  const path = 'node_modules/better-sqlite3'
  await rm(join(folder, path), { recursive: true })
  await symlink(join(root, path), join(folder, path))
}

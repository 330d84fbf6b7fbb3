import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The package that a module in the folder would import, in its folder without symbolic links;
 * undefined when there is none. Its `exports` may hide its `package.json` from `require()`, so that
 * the folders are searched as Node does.
 */
export function findInstalled(
  from: string,
  name: string,
): { folder: string; version: string } | undefined {
  const folder = join(from, 'node_modules', name)
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return { folder: realpathSync(folder), version }
  } catch {
    return dirname(from) === from ? undefined : findInstalled(dirname(from), name)
  }
}

import { cp, mkdtemp, realpath, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { root, runWell } from './run.ts'

/** The package as it would be published. */
export interface Packed {
  /** A copy of the project in which it was built. */
  folder: string
  tarball: string
  /** The paths of the files in the tarball, sorted. */
  files: string[]
}

const leftOut = new Set(['.git', '.wrangler', 'dist', 'examples', 'node_modules', 'test'])

/** Builds and packs the package, in a copy of the project: other tests may be reading `dist`. */
export async function pack(folder: string): Promise<Packed> {
  const filter = (path: string) => !leftOut.has(relative(root, path))
  await cp(root, folder, { recursive: true, filter })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await runWell(folder, 'npm', 'run', 'build')
  const [packed] = JSON.parse(await runWell(folder, 'npm', 'pack', '--json', '--ignore-scripts'))
  return {
    folder,
    tarball: join(folder, packed.filename),
    files: packed.files.map((file: { path: string }) => file.path).sort(),
  }
}

/** A new folder outside of the project, so that nothing is found in the project's dependencies. */
export async function temporaryFolder(): Promise<string> {
  return await realpath(await mkdtemp(join(tmpdir(), 'lucia-setup-')))
}

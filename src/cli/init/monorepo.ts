import { join, posix } from 'node:path'
import { Failure } from '../failure.ts'
import { pathsIn } from '../project/paths-in.ts'
import { type Project, readManifest, textOfFile } from '../project/project.ts'

/** Throws a `Failure` at the root of a monorepo, which has packages but no app of its own. */
export async function assertNoRoot({ folder, dependencies, workspaces }: Project): Promise<void> {
  const isRoot = workspaces || (await textOfFile(join(folder, 'pnpm-workspace.yaml'))) !== undefined
  if (!isRoot || Object.hasOwn(dependencies, 'lucia')) return
  const packages = await packagesIn(folder)
  const withLucia: string[] = []
  for (const path of packages) {
    const manifest = await readManifest(join(folder, path)).catch(() => undefined)
    const known = { ...manifest?.dependencies, ...manifest?.devDependencies }
    if ('lucia' in known) withLucia.push(path)
  }
  const [first] = [...withLucia, ...packages]
  if (first === undefined) return
  const isFound = withLucia.length > 0
  const found = isFound
    ? `Lucia is in ${withLucia.join(' and ')}`
    : `its packages are ${packages.join(', ')}`
  throw new Failure(
    `This is the root of a monorepo, and ${found}: run npx lucia-setup init --cwd ${first}`,
  )
}

/** The folders with packages, three deep at most; what is within a package is its own. */
async function packagesIn(root: string): Promise<string[]> {
  const manifests = await pathsIn(root, {
    isLeftOut: (name) => name === 'node_modules',
    isWanted: (name) => name === 'package.json',
  })
  const folders = manifests
    .map(posix.dirname)
    .filter((path) => /^(?!\.)[^/]+(\/[^/]+){0,2}$/.test(path))
  return folders.filter((path) => !folders.some((other) => path.startsWith(`${other}/`)))
}

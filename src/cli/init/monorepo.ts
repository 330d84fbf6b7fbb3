import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { type Project, readManifest, textOfFile } from '../project/project.ts'

/** Throws a `Failure` at the root of a monorepo, which has packages but no app of its own. */
export async function assertNoRoot({ folder, dependencies, workspaces }: Project): Promise<void> {
  const isRoot = workspaces || (await textOfFile(join(folder, 'pnpm-workspace.yaml'))) !== undefined
  if (!isRoot || Object.hasOwn(dependencies, 'lucia')) return
  const packages = await packagesIn(folder, '', 3)
  const withLucia = packages.filter(({ hasLucia }) => hasLucia)
  const list = (withLucia.length > 0 ? withLucia : packages).map(({ path }) => path)
  if (list.length === 0) return
  const found =
    withLucia.length > 0
      ? `Lucia is in ${list.join(' and ')}`
      : `its packages are ${list.join(', ')}`
  throw new Failure(
    `This is the root of a monorepo, and ${found}: run npx lucia-setup init --cwd ${list[0]}`,
  )
}

/** The packages in a folder, and whether they depend on Lucia. */
async function packagesIn(root: string, path: string, depth: number) {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => [])
  const found: { path: string; hasLucia: boolean }[] = []
  for (const entry of entries) {
    if (!entry.isDirectory() || /^(\.|node_modules$)/.test(entry.name)) continue
    const inRoot = path === '' ? entry.name : `${path}/${entry.name}`
    const manifest = await readManifest(join(root, inRoot)).catch(() => undefined)
    if (manifest) {
      const { dependencies, devDependencies } = manifest
      found.push({ path: inRoot, hasLucia: 'lucia' in { ...dependencies, ...devDependencies } })
    } else if (depth > 1) found.push(...(await packagesIn(root, inRoot, depth - 1)))
  }
  return found
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './run.ts'

interface LockedPackage {
  version?: string
  resolved?: string
  link?: boolean
  os?: string[]
  cpu?: string[]
  optionalDependencies?: Record<string, string>
}

const read = async (path: string) => JSON.parse(await readFile(join(root, path), 'utf8'))
const manifest = await read('package.json')
const locked: Record<string, LockedPackage> = (await read('package-lock.json')).packages

/** Where Node would find a package from another one, in the lock file's tree. */
function isLocked(from: string, name: string): boolean {
  const folders = from.split('/node_modules/').map((_, index, all) => all.slice(0, index + 1))
  const within = folders.map((parts) => `${parts.join('/node_modules/')}/node_modules/${name}`)
  return [`node_modules/${name}`, ...within].some((path) => path in locked)
}

it('the lock file has the packages of every platform', () => {
  const missing: string[] = []
  for (const [path, { optionalDependencies = {} }] of Object.entries(locked)) {
    for (const name of Object.keys(optionalDependencies)) {
      if (!isLocked(path, name)) missing.push(`${name}, of ${path}`)
    }
  }
  expect(missing).toEqual([])
})

it('the tools that are native have a package for each system that people work on', () => {
  const platforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64']
  const names = Object.keys(locked).map((path) => path.replace(/^.*node_modules\//, ''))
  for (const platform of platforms) {
    const biome = platform.startsWith('linux') ? [platform, `${platform}-musl`] : [platform]
    const rollup = platform === 'win32-x64' ? [`${platform}-msvc`] : [platform]
    const ofLinux = platform.startsWith('linux') ? [`${platform}-gnu`, `${platform}-musl`] : rollup
    expect(names).toEqual(
      expect.arrayContaining([
        `@esbuild/${platform}`,
        ...biome.map((name) => `@biomejs/cli-${name}`),
        ...ofLinux.map((name) => `@rollup/rollup-${name}`),
      ]),
    )
  }
})

it('the lock file names no address: each machine has its own registry', () => {
  const addresses = Object.values(locked).flatMap(({ link, resolved }) =>
    resolved && !link ? [resolved] : [],
  )
  expect(addresses).toEqual([])
})

it('an example names the version that it is of, so that it installs where it is copied to', async () => {
  for (const name of await readdir(join(root, 'examples'))) {
    const { dependencies } = await read(`examples/${name}/package.json`)
    expect([name, dependencies['lucia-setup']]).toEqual([name, `^${manifest.version}`])
  }
  // In a clone, that is the clone itself.
  expect(manifest.overrides['lucia-setup']).toBe('file:.')
  expect(locked['node_modules/lucia-setup']).toMatchObject({ link: true })
})

it('security fixes are promised for the version that there is', async () => {
  const [minor] = /^\d+\.\d+/.exec(manifest.version) ?? []
  const text = await readFile(join(root, 'SECURITY.md'), 'utf8')
  expect(text).toContain(`the newest minor version, ${minor}`)
})

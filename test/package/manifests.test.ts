import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { root, run } from './run.ts'

interface LockedPackage {
  version?: string
  resolved?: string
  link?: boolean
  dev?: boolean
  optional?: boolean
  libc?: string[]
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

/** Copies what npm makes the lock file of, and the lock file, to a folder of their own. */
async function manifestsAlone(): Promise<string> {
  const folder = await temporaryFolder()
  const examples = (await readdir(join(root, 'examples'))).map((name) => `examples/${name}/`)
  const paths = ['', ...examples].map((path) => `${path}package.json`)
  for (const path of [...paths, 'package-lock.json']) await cp(join(root, path), join(folder, path))
  return folder
}

/**
 * What a version of npm knows of packages: 10 does not write `libc`, and takes the native packages of
 * an optional peer for ones of development. So no lock file pleases both.
 */
function known(version: number, packages: Record<string, LockedPackage>): unknown {
  if (version > 10) return packages
  const entries = Object.entries(packages).map(([path, { libc, dev, ...rest }]) => {
    return [path, rest.os && rest.optional ? rest : { ...rest, dev }]
  })
  return Object.fromEntries(entries)
}

/** The packages of which a package has one for each platform, where there is one for this machine's. */
const nativeParts = Object.entries(locked).flatMap(([path, { os, optionalDependencies = {} }]) => {
  const names = Object.keys(optionalDependencies)
  return !os && names.some((name) => runsOn(name, 'linux', 'x64')) ? [[path, names] as const] : []
})

function runsOn(name: string, system: string, processor: string): boolean {
  const { os, cpu } = locked[`node_modules/${name}`] ?? {}
  return (os?.includes(system) && cpu?.includes(processor)) ?? false
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

describe.concurrent('the lock file, beside the manifests alone', () => {
  async function npm(version: number, folder: string, ...args: string[]): Promise<string> {
    const command = ['--yes', `npm@${version}`, 'install', '--no-audit', '--no-fund', ...args]
    const { code, output } = await run(folder, 'npx', ...command)
    expect(code, output).toBe(0)
    return output
  }

  it.each([10, 11])('is left as it is by npm %i', async (version) => {
    const folder = await manifestsAlone()
    const output = await npm(version, folder, '--package-lock-only')
    // What npm says of scripts is for everyone to decide.
    expect(output.match(/^npm warn (?!install-scripts|allow-scripts).*$/gim)).toBeNull()
    const lock = await readFile(join(folder, 'package-lock.json'), 'utf8')
    expect(known(version, JSON.parse(lock).packages)).toEqual(known(version, locked))
    await rm(folder, { recursive: true })
  })

  it.each([
    ['darwin', 'arm64'],
    ['darwin', 'x64'],
    ['win32', 'x64'],
  ])('has what is native for %s on %s', async (os, cpu) => {
    const folder = await manifestsAlone()
    const output = await npm(11, folder, '--dry-run', `--os=${os}`, `--cpu=${cpu}`)
    const added = [...output.matchAll(/^add (\S+)/gm)].map(([, name = '']) => name)
    for (const [path, names] of nativeParts) {
      expect([path, names.filter((name) => added.includes(name) && runsOn(name, os, cpu))]).toEqual(
        [path, expect.arrayContaining([expect.any(String)])],
      )
    }
    await rm(folder, { recursive: true })
  })
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

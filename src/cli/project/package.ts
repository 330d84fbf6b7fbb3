import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { findInstalled } from './installed.ts'

/** A package that a command needs, and how it is installed. */
export interface Package {
  name: string
  /** The version that is installed, where it is not any. */
  version?: string
  /** The module that is used, where it is not the package itself. */
  module?: string
  /** Whether only the command needs it, and not the app. */
  isTool?: boolean
}

/** Drizzle, which the commands take from the project: a copy would not know its tables. */
export const drizzle: Package = { name: 'drizzle-orm' }

/** drizzle-kit, which makes statements; up to 0.31 it brings what runs files in TypeScript. */
export const kit: Package = { name: 'drizzle-kit', version: 'latest', isTool: true }

/** Whether the project has a package, or a driver adapter of Prisma's brings it along. */
export function hasPackage(name: string): boolean {
  return folderOf(name) !== undefined
}

/** Throws a `Failure` that names all packages that are missing, and how they are installed. */
export function assertPackages(...packages: Package[]): void {
  const missing = packages.filter(({ name }) => !hasPackage(name))
  if (missing.length === 0) return
  const commands = ['', '--save-dev '].flatMap((flag) => {
    const some = missing.filter(({ isTool }) => Boolean(isTool) === Boolean(flag))
    const installed = some.map(({ name, version }) => (version ? `${name}@${version}` : name))
    return some.length > 0 ? `npm install ${flag}${installed.join(' ')}` : []
  })
  const names = missing.map(({ name }) => name)
  const are = `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not installed`
  throw new Failure(`${are} in this project: ${commands.join(' && ')}`)
}

/** Where a file of a package is. Throws a `Failure` that says how to install the package. */
export function resolveIn(owner: Package, specifier = owner.name): string {
  return requireOf(owner).resolve(specifier)
}

/** What a package exports. Throws a `Failure` that says how to install it. */
export function requireFrom<Exports>(owner: Package): Exports {
  return requireOf(owner)(owner.module ?? owner.name)
}

function requireOf(owner: Package): NodeJS.Require {
  assertPackages(owner)
  return requireIn(folderOf(owner.name) ?? process.cwd())
}

/** The folder that a package is found from: the project's, or that of an adapter which brings it. */
function folderOf(name: string): string | undefined {
  return [process.cwd(), ...adapterFolders()].find((one) => {
    try {
      return requireIn(one).resolve(name) !== ''
    } catch {
      // A package that has no main module.
      return findInstalled(one, name) !== undefined
    }
  })
}

function adapterFolders(): string[] {
  const file = join(process.cwd(), 'package.json')
  const { dependencies = {} } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const names = Object.keys(dependencies).filter((name) => name.startsWith('@prisma/adapter-'))
  return names.flatMap((name) => findInstalled(process.cwd(), name)?.folder ?? [])
}

function requireIn(folder: string): NodeJS.Require {
  return createRequire(join(folder, 'package.json'))
}

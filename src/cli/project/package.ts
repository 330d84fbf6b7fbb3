import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { findInstalled } from './installed.ts'

/** A package that a command needs, and how it is installed. */
export interface Package {
  name: string
  /** Whether only the command needs it, and not the app. */
  isTool?: boolean
}

/** Drizzle, which the commands take from the project: a copy would not know its tables. */
export const drizzle: Package = { name: 'drizzle-orm' }

/** drizzle-kit, which makes statements; up to 0.31 it brings what runs files in TypeScript. */
export const kit: Package = { name: 'drizzle-kit@latest', isTool: true }

/** Whether the project has a package, or a driver adapter of Prisma's brings it along. */
export function hasPackage(name: string): boolean {
  return requireFor(name) !== undefined
}

/** Throws a `Failure` that names all packages that are missing, and how they are installed. */
export function assertPackages(...packages: Package[]): void {
  const missing = packages.filter(({ name }) => !hasPackage(nameIn(name)))
  if (missing.length === 0) return
  const commands = [false, true].flatMap((asTool) => {
    const some = missing.filter(({ isTool = false }) => isTool === asTool)
    const flag = asTool ? '--save-dev ' : ''
    return some.length > 0 ? `npm install ${flag}${some.map(({ name }) => name).join(' ')}` : []
  })
  const names = missing.map(({ name }) => nameIn(name))
  const are = `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not installed`
  throw new Failure(`${are} in this project: ${commands.join(' && ')}`)
}

/** Where a file of a package is. Throws a `Failure` that says how to install the package. */
export function resolveIn(owner: Package, specifier = nameIn(owner.name)): string {
  return requireOf(owner).resolve(specifier)
}

/** What a package exports. Throws a `Failure` that says how to install it. */
export function requireFrom<Exports>(owner: Package, specifier = nameIn(owner.name)): Exports {
  return requireOf(owner)(specifier)
}

function requireOf(owner: Package): NodeJS.Require {
  assertPackages(owner)
  return requireFor(nameIn(owner.name)) ?? requireIn(process.cwd())
}

/** `drizzle-kit` of `drizzle-kit@latest`. */
function nameIn(name: string): string {
  return name.replace(/(?<=.)@.*/, '')
}

/** The `require()` that finds a package: the project's, or that of an adapter which brings it. */
function requireFor(name: string): NodeJS.Require | undefined {
  return [requireIn(process.cwd()), ...adapterRequires()].find((require) => {
    try {
      return require.resolve(name) !== ''
    } catch {
      const folders = require.resolve.paths(name) ?? []
      return folders.some((folder) => existsSync(join(folder, name, 'package.json')))
    }
  })
}

function adapterRequires(): NodeJS.Require[] {
  const file = join(process.cwd(), 'package.json')
  const { dependencies = {} } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const names = Object.keys(dependencies).filter((name) => name.startsWith('@prisma/adapter-'))
  return names
    .flatMap((name) => findInstalled(process.cwd(), name) ?? [])
    .map(({ folder }) => requireIn(folder))
}

function requireIn(folder: string): NodeJS.Require {
  return createRequire(join(folder, 'package.json'))
}

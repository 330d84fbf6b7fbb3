import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Failure } from '../failure.ts'

/** Where a package of the project's own is, as `require()` finds it; undefined when it has none. */
export function findPackage(specifier: string): string | undefined {
  try {
    return projectRequire().resolve(specifier)
  } catch {
    return undefined
  }
}

/** The same, but throws a `Failure` that says how to install the package. */
export function resolvePackage(specifier: string, install: string): string {
  const path = findPackage(specifier)
  if (path !== undefined) return path
  const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1)
  throw new Failure(`${name.join('/')} is not installed in this project: ${install}`)
}

/** What a package of the project's own exports. Throws a `Failure` that says how to install it. */
export function requirePackage<Exports>(specifier: string, install: string): Exports {
  return projectRequire()(resolvePackage(specifier, install))
}

/** Throws a `Failure` unless the project has Drizzle, which the commands take from there. */
export function assertDrizzle(): void {
  resolvePackage('drizzle-orm', 'npm install drizzle-orm')
}

function projectRequire(): NodeJS.Require {
  return createRequire(join(process.cwd(), 'package.json'))
}
